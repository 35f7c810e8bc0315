//! A connection to headquarters, read and written as it is ready.

use std::io;
use std::net::SocketAddr;

use tokio::net::TcpStream;

/// So much is read at once.
const CHUNK: usize = 64 * 1024;

pub struct Line {
    stream: TcpStream,
    /// What came and was not asked for yet.
    read: Vec<u8>,
}

impl Line {
    pub async fn open(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;

        Ok(Self { stream, read: Vec::new() })
    }

    pub async fn write(&self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            self.stream.writable().await?;
            match self.stream.try_write(bytes) {
                Ok(written) => bytes = &bytes[written..],
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// The head of an answer, with the empty line that ends it.
    pub async fn head(&mut self) -> io::Result<String> {
        loop {
            if let Some(end) = self.read.windows(4).position(|four| four == b"\r\n\r\n") {
                let head = self.take(end + 4).await?;
                return Ok(String::from_utf8_lossy(&head).into_owned());
            }
            self.fill().await?;
        }
    }

    /// The next so many bytes.
    pub async fn take(&mut self, bytes: usize) -> io::Result<Vec<u8>> {
        while self.read.len() < bytes {
            self.fill().await?;
        }
        let rest = self.read.split_off(bytes);

        Ok(std::mem::replace(&mut self.read, rest))
    }

    async fn fill(&mut self) -> io::Result<()> {
        loop {
            self.stream.readable().await?;
            let begun = self.read.len();
            self.read.resize(begun + CHUNK, 0);
            let came = self.stream.try_read(&mut self.read[begun..]);
            self.read.truncate(begun + came.as_ref().copied().unwrap_or(0));
            match came {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(_) => return Ok(()),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Err(error),
            }
        }
    }
}
