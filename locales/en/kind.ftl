# Kinds of orders.

kind-install = Installation
kind-repair = Repair
kind-maintenance = Maintenance
kind-delivery = Delivery
kind-complaint = Complaint
kind-consultation = Enquiry
kind-exchange = Exchange
kind-return = Return of goods
kind-dismantle = Dismantling
kind-measure = Measuring
kind-appraisal = Appraisal
