//! What whoever looks after headquarters reads afterwards.

use std::io;
use std::sync::{Arc, Mutex};

use super::*;

/// A log that can be read again.
#[derive(Clone, Default)]
struct Page(Arc<Mutex<Vec<u8>>>);

impl io::Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("a page").write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Page {
    /// Everything that is said on this thread is written here as long as the guard lives.
    fn open(&self) -> tracing::subscriber::DefaultGuard {
        let page = self.clone();
        let writer = move || page.clone();
        let log = tracing_subscriber::fmt().with_writer(writer).with_ansi(false).finish();

        tracing::subscriber::set_default(log)
    }

    fn lines(&self) -> Vec<String> {
        let bytes = self.0.lock().expect("a page");
        String::from_utf8_lossy(&bytes).lines().map(str::to_owned).collect()
    }
}

#[tokio::test]
async fn what_is_refused_is_written_down_with_who_asked_and_nothing_of_what_was_sent() {
    let (page, house) = (Page::default(), House::new());
    let desktop = house.desktop(1).await;
    let _open = page.open();
    house.get("/v1/pull?stream=branch:BJ07&after=0&max=9000", &desktop.token).await;
    house.get("/v1/lookup?phone=13800000001", "no token").await;
    house.enrol("0000-0000-0000", &SigningKey::from_bytes(&[9; 32])).await;
    house.get("/v1/pull?stream=branch:SH01&after=0&max=9000", &desktop.token).await;

    let lines = page.lines();
    assert_eq!(lines.len(), 3, "what goes well is not written down: {lines:?}");
    let device = format!("404 not_found: GET /v1/pull by device {}", desktop.reply.device);
    assert!(lines[0].contains(&device), "{lines:?}");
    assert!(lines[1].contains("GET /v1/lookup by 0.0.0.0"), "{lines:?}");
    assert!(lines[2].contains("POST /v1/enrol"), "{lines:?}");
    assert!(!lines.concat().contains("1380000") && !lines.concat().contains("0000-0000"));
}

#[tokio::test]
async fn a_flood_of_refusals_does_not_fill_the_disk() {
    let (page, house) = (Page::default(), House::new());
    let _open = page.open();
    for _ in 0..900 {
        house.get("/v1/nowhere", "").await;
    }
    assert!((400..600).contains(&page.lines().len()), "{}", page.lines().len());

    house.pass(60_000);
    house.get("/v1/nowhere", "").await;
    let lines = page.lines();
    assert!(lines[lines.len() - 2].contains("left_out="), "{:?}", lines.last());
}
