//! What fields and records are called where both stand side by side.

use crate::Locale;

impl Locale {
    /// What a field of a record is called; its own name if nobody ever sees it in a form.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "a table: one arm for each field")]
    pub fn field(&self, name: &str) -> String {
        match name {
            "name" => self.field_name(),
            "organisation" => self.field_organisation(),
            "phones" => self.field_phones(),
            "phone" => self.field_phone(),
            "note" => self.field_note(),
            "level" => self.field_level(),
            "language" => self.field_language(),
            "refused" => self.field_refused(),
            "place" => self.field_place(),
            "area" => self.field_area(),
            "areas" => self.field_areas(),
            "category" => self.field_category(),
            "brand" => self.field_brand(),
            "model" => self.field_model(),
            "serial" => self.field_serial(),
            "made" => self.field_made(),
            "purchased" => self.field_purchased(),
            "installed" => self.field_installed(),
            "shop" => self.field_shop(),
            "customer" => self.field_customer(),
            "address" => self.field_address(),
            "appliance" => self.field_appliance(),
            "technician" => self.field_technician(),
            "slot" => self.field_slot(),
            "booked" => self.field_booked(),
            "state" => self.field_state(),
            "priority" => self.field_priority(),
            "kind" => self.field_kind(),
            "fault" => self.field_fault(),
            "description" => self.field_description(),
            "promised" => self.field_promised(),
            "quote" => self.field_quote(),
            "warranty" => self.field_warranty(),
            "badge" => self.field_badge(),
            "roles" => self.field_roles(),
            "skills" => self.field_skills(),
            "left" => self.field_left(),
            "subject" => self.field_subject(),
            "body" => self.field_body(),
            "footer" => self.field_footer(),
            "alias" => self.field_alias(),
            "quantity" => self.field_quantity(),
            "part" => self.field_part(),
            "amount" => self.field_amount(),
            "outcome" => self.field_outcome(),
            "grade" => self.field_grade(),
            "remark" => self.field_remark(),
            "event" => self.field_event(),
            "reason" => self.field_reason(),
            "from" => self.field_from(),
            "to" => self.field_to(),
            "cash" => self.field_cash(),
            "cause" => self.field_cause(),
            "measure" => self.field_measure(),
            "readings" => self.field_readings(),
            "arrived" => self.field_arrived(),
            "ended" => self.field_ended(),
            "price" => self.field_price(),
            "unit" => self.field_unit(),
            "at" => self.field_at(),
            "by" => self.field_by(),
            "order" => self.field_order(),
            "visit" => self.field_visit(),
            "number" => self.field_number(),
            "code" => self.field_code(),
            other => other.to_owned(),
        }
    }

    /// What a kind of record is called.
    #[must_use]
    pub fn record(&self, kind: &str) -> String {
        match kind {
            "customer" => self.field_record_customer(),
            "address" => self.field_record_address(),
            "appliance" => self.field_record_appliance(),
            "order" => self.field_record_order(),
            "visit" => self.field_record_visit(),
            "staff" => self.field_record_staff(),
            "office" => self.field_record_office(),
            "part" => self.field_record_part(),
            "template" => self.field_record_template(),
            "order_event" => self.field_record_order_event(),
            "visit_result" => self.field_record_visit_result(),
            "stock_move" => self.field_record_stock_move(),
            "charge" => self.field_record_charge(),
            "receipt" => self.field_record_receipt(),
            "callback" => self.field_record_callback(),
            "letter" => self.field_record_letter(),
            "print" => self.field_record_print(),
            _ => self.field_record_other(),
        }
    }
}
