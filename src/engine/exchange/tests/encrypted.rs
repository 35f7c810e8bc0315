//! A headquarters that nobody on the way can read.

use hq::server::{Certificate, Pace};
use hq::{Headquarters, Storage};

use super::*;
use crate::{Joining, Progress};

#[test]
fn a_desk_joins_over_https_if_it_trusts_the_certificate_and_says_so_if_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    std::fs::write(at("chain.pem"), made.cert.pem()).expect("room");
    std::fs::write(at("key.pem"), made.signing_key.serialize_pem()).expect("room");
    let certificate = Certificate::read(&at("chain.pem"), &at("key.pem")).expect("readable");
    let storage = Storage::open(&at("hq")).expect("a folder");
    hq::branch::add(&storage, "SH01", "浦东服务部", &[]).expect("a branch");
    let anywhere = std::net::SocketAddr::from(([127, 0, 0, 1], 0));
    let headquarters =
        Headquarters::serve_as(storage, anywhere, Pace::default(), Some(certificate))
            .expect("a port");
    let joining = |address: String| Joining {
        address,
        code: hq::device::make_code(headquarters.storage(), "SH01").expect("a code").code,
        device_name: "desk".to_owned(),
        unencrypted: false,
    };
    let address = format!("https://localhost:{}", headquarters.address().port());
    let open = |name: &str| Engine::open(&at(name), Clock::System).expect("a folder");

    let stranger = wait(open("stranger").join(joining(address.clone()), Progress::new()));
    assert!(matches!(stranger, Err(Error::Untrusted)), "{stranger:?}");
    std::fs::create_dir(at("desk")).expect("room");
    std::fs::copy(at("chain.pem"), at("desk").join("headquarters.pem")).expect("room");
    let desk = open("desk");
    wait(desk.join(joining(address), Progress::new())).expect("a place at the branch");
    hire(&desk, "王师傅").expect("a deed");
    wait(desk.exchange_now()).expect("a line");
    assert_eq!(wait(desk.link()).expect("a database").queue.unsent, 0);

    let plain = format!("http://localhost:{}", headquarters.address().port());
    let plain = wait(open("plain").join(joining(plain), Progress::new()));
    assert!(matches!(plain, Err(Error::Offline | Error::NotHeadquarters)), "{plain:?}");
}

#[test]
fn files_that_are_no_certificate_are_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let (chain, key) = (folder.path().join("chain.pem"), folder.path().join("key.pem"));
    let read = || Certificate::read(&chain, &key).expect_err("nothing to show").to_string();
    assert!(read().contains("chain.pem"), "it is not there");

    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    std::fs::write(&chain, made.cert.pem()).expect("room");
    std::fs::write(&key, "nothing").expect("room");
    assert!(read().contains("key.pem"), "it holds no key");
}
