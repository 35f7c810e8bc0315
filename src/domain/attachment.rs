//! Files that somebody keeps with an order or an enquiry: photos, invoices, a recording. Here is what is known of them; their bytes lie
//! apart, under the name of their hash.

use serde::{Deserialize, Serialize};

use uuid::Uuid;

use crate::{AttachmentId, EnquiryId, Moment, OrderId, StaffId};

/// The BLAKE3 of a file in 64 small hexadecimal figures. It names the file on disk, so it can be nothing else.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FileHash(String);

impl FileHash {
    /// The hash that is written so.
    pub fn parse(text: &str) -> Option<Self> {
        let figure = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);

        (text.len() == 64 && text.bytes().all(figure)).then(|| Self(text.to_owned()))
    }

    /// Its figures.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for FileHash {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("not the hash of a file")
    }
}

impl From<FileHash> for String {
    fn from(hash: FileHash) -> Self {
        hash.0
    }
}

/// One file of an order, or of an enquiry. Its bytes may still be under way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Whose it is, where that is an order.
    #[serde(default)]
    pub order: Option<OrderId>,
    /// Whose it is, where that is an enquiry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enquiry: Option<EnquiryId>,
    /// What it was called where it came from, without a folder.
    pub name: String,
    /// Its bytes.
    pub hash: FileHash,
    /// How many those are.
    pub size: u64,
    /// A small picture of it as PNG in Base64, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thumbnail: Option<String>,
    /// When it was put there.
    pub at: Moment,
    /// Who did.
    #[serde(default)]
    pub by: Option<StaffId>,
    /// The one that this takes away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdraws: Option<AttachmentId>,
}

impl Attachment {
    /// The largest file that is kept, in bytes.
    pub const LARGEST: u64 = 20 * 1024 * 1024;

    /// What it is kept with.
    pub fn keeper(&self) -> Option<Uuid> {
        self.order.map(|order| order.0).or(self.enquiry.map(|enquiry| enquiry.0))
    }

    /// Whether the person whom it is about was erased: it has a hash and no content. No file that is kept is empty.
    pub fn is_erased(&self) -> bool {
        self.size == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_figures_of_a_hash_name_a_file() {
        assert!(FileHash::parse(&"0f".repeat(32)).is_some());
        for wrong in ["", "../../etc/passwd", &"0F".repeat(32), &"0f".repeat(33), &"0g".repeat(32)]
        {
            assert!(FileHash::parse(wrong).is_none(), "{wrong}");
        }
    }
}
