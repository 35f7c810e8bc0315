//! How a device joins, and gets its tokens.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{DeviceId, StreamId};

/// `POST /v1/enrol`: a new device with the code that headquarters gave out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolRequest {
    /// The code.
    pub code: String,
    /// The device's Ed25519 public key, 64 hex digits. The private key never leaves the device.
    pub public_key: String,
    /// What people call the machine.
    pub device_name: String,
    /// The code of the office that it began by itself and brings along. Then its branch must be called that, and have
    /// no other device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub founded: Option<String>,
}

/// Where the new device belongs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolReply {
    /// Its name from now on.
    pub device: DeviceId,
    /// Its branch's code.
    pub branch: String,
    /// Its branch's name, as people say it.
    pub branch_name: String,
    /// The letters of its desk, no other device's of this branch: with them it numbers the orders that it makes.
    pub desk: String,
    /// The streams it may pull.
    pub streams: Vec<StreamId>,
    /// Headquarters' name.
    pub hq_name: String,
    /// The record of its office, for a device that brings its own along.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<Uuid>,
}

/// `POST /v1/token`: a short access token for a signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenRequest {
    /// The device.
    pub device: DeviceId,
    /// Headquarters' clock as the device has it, in milliseconds.
    pub at: i64,
    /// Over [`TokenRequest::message`], 128 hex digits.
    pub signature: String,
}

impl TokenRequest {
    /// What is signed.
    pub fn message(device: DeviceId, at: i64) -> Vec<u8> {
        format!("branchdesk token {device} {at}").into_bytes()
    }
}

/// A token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenReply {
    /// For the header `Authorization: Bearer`.
    pub token: String,
    /// Until when, by headquarters' clock, in milliseconds.
    pub expires: i64,
    /// Headquarters' clock.
    pub clock: i64,
}
