//! The queries of calls without a body.

use super::{Listing, Pull, Request, Survey, places};

impl Request {
    /// What stands behind the `?` of a `GET`; none of a call that has a body.
    pub fn query(&self) -> Option<String> {
        match self {
            Self::Pull(Pull { stream, after, max, wait, epoch, floor, at, rest, schema }) => {
                let stream = escaped(stream.as_str());
                let mut query = format!("stream={stream}&after={after}&max={max}");
                if *wait > 0 {
                    query += &format!("&wait={wait}");
                }
                if let Some(epoch) = epoch {
                    query += &format!("&epoch={epoch}");
                }
                if *floor > 0 {
                    query += &format!("&floor={floor}");
                }
                if !at.is_empty() {
                    query += &format!("&at={}", places::text(at));
                }
                if let Some(rest) = rest {
                    query += &format!("&rest={rest}");
                }
                if *schema != super::FIRST_SCHEMA {
                    query += &format!("&schema={schema}");
                }
                Some(query)
            }
            Self::Survey(Survey { stream, epoch }) => {
                Some(format!("stream={}&epoch={epoch}", escaped(stream.as_str())))
            }
            Self::Listing(Listing { stream, epoch, buckets }) => {
                let (stream, buckets) = (escaped(stream.as_str()), places::text(buckets));
                Some(format!("stream={stream}&epoch={epoch}&buckets={buckets}"))
            }
            Self::Hello(_) | Self::Push(_) | Self::Salvage(_) => None,
        }
    }
}

fn escaped(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'.' | b'_' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Epoch;

    #[test]
    fn a_stream_travels_safely_in_a_query() -> Result<(), crate::MalformedStream> {
        let plain = Pull::above("branch:SH01/2".parse()?, 7, 9);
        let epoch = Epoch(uuid::Uuid::nil());
        let places = Pull { epoch: Some(epoch), at: vec![3, 5], ..plain.clone() };

        assert_eq!(
            Request::Pull(plain).query().as_deref(),
            Some("stream=branch%3ASH01%2F2&after=7&max=9")
        );
        let query = Request::Pull(places).query().unwrap_or_default();
        assert!(query.ends_with(&format!("&max=9&epoch={epoch}&at=3,5")), "{query}");
        let next = Pull { schema: 2, ..Pull::above("catalog".parse()?, 7, 9) };
        let query = Request::Pull(next).query().unwrap_or_default();
        assert!(query.ends_with("&max=9&schema=2"), "{query}");
        Ok(())
    }
}
