//! What the technician wrote down of the machine.

use super::*;

#[test]
fn a_serial_number_that_nobody_knew_goes_from_the_sheet_into_the_file() {
    let cx = context();
    let orders = out(&cx, 1);
    let mut hands = hands(&cx);
    hands.enter("1").press(Enter).write("3");
    assert!(hands.sees(&cx.locale.paper_serial()), "the paper asks for it");
    hands.focus(paper::PLATE).enter("SN-77");
    hands.focus(paper::REMARK).write("Nobody at home");
    hands.press(F10);

    let file = wait(cx.engine.order(orders[0])).expect("readable");
    let machine = file.appliance.expect("a machine");
    assert_eq!(machine.serial.as_deref(), Some("SN-77"));
}
