//! A network cable between a desk and headquarters that can be pulled out.

use std::io::copy;
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use super::Astray;

/// Passes on what comes in at [`Cable::address`], as long as it is plugged in.
pub struct Cable {
    address: SocketAddr,
    out: Arc<AtomicBool>,
    lines: Arc<Mutex<Vec<TcpStream>>>,
}

impl Cable {
    /// A cable to headquarters at `far`.
    pub fn new(far: SocketAddr) -> Result<Self, Astray> {
        let near = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = near.local_addr()?;
        let (out, lines) = (Arc::new(AtomicBool::new(false)), Arc::default());
        let cable = Self { address, out: Arc::clone(&out), lines: Arc::clone(&lines) };
        thread::spawn(move || {
            for caller in near.incoming().flatten() {
                if !out.load(Ordering::SeqCst) {
                    connect(&caller, far, &lines);
                }
            }
        });

        Ok(cable)
    }

    /// Where the desk finds headquarters.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Pulls the cable: what is under way is cut off in the middle.
    pub fn pull(&self) {
        self.out.store(true, Ordering::SeqCst);
        let Ok(mut lines) = self.lines.lock() else { return };
        for line in lines.drain(..) {
            // One that is closed already is as good as cut.
            let _ = line.shutdown(Shutdown::Both);
        }
    }

    /// Plugs it in again.
    pub fn plug(&self) {
        self.out.store(false, Ordering::SeqCst);
    }
}

fn connect(caller: &TcpStream, far: SocketAddr, lines: &Mutex<Vec<TcpStream>>) {
    let Ok(callee) = TcpStream::connect(far) else { return };
    let Ok(mut lines) = lines.lock() else { return };
    for (from, to) in [(caller, &callee), (&callee, caller)] {
        let (Ok(mut from), Ok(mut to)) = (from.try_clone(), to.try_clone()) else { return };
        lines.extend(from.try_clone());
        thread::spawn(move || {
            // The end of one direction is the end of both.
            let _ = copy(&mut from, &mut to);
            let _ = to.shutdown(Shutdown::Both);
        });
    }
}
