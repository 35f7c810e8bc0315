//! What the thread does when its surroundings fail.

use super::*;

#[test]
fn a_database_that_did_not_answer_at_the_start_is_asked_again_without_anyone_beginning() {
    let workers = Workers::in_memory().expect("memory");
    let (_news, inbox) = mpsc::unbounded_channel();
    let (tell, standing) = watch::channel(Standing::default());
    let places = (KeyPlace::of(None), WitnessPlace::of(None));
    let parts = (workers, Changed::new());
    let mut driver =
        Driver::new(parts, Clock::System, places, inbox, (tell, watch::channel(None).0));
    driver.patience = Duration::ZERO;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    let runtime = runtime.expect("a runtime");
    let end = runtime.block_on(driver.rest(Some(Trouble::Store)));

    assert!(matches!(end, End::Again));
    assert_eq!(standing.borrow().trouble, Some(Trouble::Store));
}
