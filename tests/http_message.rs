//! One HTTP message as it travels, for relays that stand in the middle.

use std::io::{self, BufRead};

/// A head with the body that it announces; nothing if the other side has closed.
pub fn read(from: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let (mut bytes, mut body) = (Vec::new(), 0);
    loop {
        let begun = bytes.len();
        if from.read_until(b'\n', &mut bytes)? == 0 {
            return Ok(Vec::new());
        }
        let line = String::from_utf8_lossy(&bytes[begun..]).to_ascii_lowercase();
        if let Some(length) = line.strip_prefix("content-length:") {
            body = length.trim().parse().unwrap_or(0);
        }
        if line.trim().is_empty() {
            break;
        }
    }
    let head = bytes.len();
    bytes.resize(head + body, 0);
    from.read_exact(&mut bytes[head..])?;

    Ok(bytes)
}

/// Where the path ends its head and begins its body.
pub fn head_of(message: &[u8]) -> usize {
    let end = message.windows(4).position(|four| four == b"\r\n\r\n");

    end.map_or(message.len(), |end| end + 4)
}

/// What a request asks for: `/v1/push`.
pub fn target(request: &[u8]) -> String {
    let line = request.split(|byte| *byte == b'\r').next().unwrap_or_default();

    String::from_utf8_lossy(line).split(' ').nth(1).unwrap_or_default().to_owned()
}
