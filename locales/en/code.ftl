# Groups of codes by which an office counts.

code-fault = Fault
code-cause = Cause
code-measure = Work done
