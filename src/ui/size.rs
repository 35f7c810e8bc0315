//! Sizes of letters and of the parts of the window, in logical pixels. Large type is the
//! program's scale factor, never another number here.

/// Labels, hints and headings of columns.
pub const CAPTION: f32 = 12.0;
/// Every ordinary text.
pub const BODY: f32 = 14.0;
/// The height of a line of [`BODY`] text.
pub const LINE: f32 = 18.2;
/// The heading of a section or card.
pub const LEAD: f32 = 16.0;
/// The heading of a room.
pub const TITLE: f32 = 20.0;
/// A figure that is read from afar.
pub const FIGURE: f32 = 28.0;

/// An icon beside [`BODY`] text.
pub const ICON: f32 = 16.0;
/// An icon that stands alone in an empty room.
pub const EMBLEM: f32 = 40.0;
/// The height of a button, a field, a choice.
pub const CONTROL: f32 = 32.0;
/// The height of a small button inside a row.
pub const SMALL: f32 = 24.0;
/// The height of a row of a list.
pub const ROW: f32 = 32.0;
/// The height of the bar at the top of the window.
pub const BAR: f32 = 48.0;
/// The height of the status bar.
pub const STATUS: f32 = 28.0;
/// The width of the rail with the rooms.
pub const RAIL: f32 = 176.0;
/// The width of the rail with the names below the icons.
pub const SLIM_RAIL: f32 = 72.0;
/// A window narrower than this, in logical pixels, gets the slim rail and stacked panes.
pub const SLIM: f32 = 1000.0;
/// The width of a pane beside the main one.
pub const SIDE: f32 = 320.0;
/// The width of a field that holds a few words.
pub const FIELD: f32 = 240.0;
/// The width of a field that holds a code, a date or an amount.
pub const CODE: f32 = 120.0;
/// The width of a field that holds a serial number, which has up to eighteen letters.
pub const SERIAL: f32 = 168.0;
/// The width of the label in a label and value pair.
pub const LABEL: f32 = 96.0;
/// The width of a dialog.
pub const DIALOG: f32 = 480.0;
/// The width of a text that is read, not scanned.
pub const READING: f32 = 640.0;
/// How round a control is.
pub const ROUND: f32 = 6.0;
/// How round a badge or a key is.
pub const ROUND_SMALL: f32 = 4.0;
/// How thick the ring of the focus is.
pub const RING: f32 = 2.0;
