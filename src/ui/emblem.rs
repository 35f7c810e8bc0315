//! The program's sign, for its window and the task bar.

use iced::window::{Icon, icon};
use png::Decoder;

/// As large as a task bar shows it at 200 %.
static PICTURE: &[u8] = include_bytes!("../../assets/icons/branchdesk-64.png");

/// The sign. None if it cannot be read: a window opens without it, too.
pub fn emblem() -> Option<Icon> {
    let mut reader = Decoder::new(std::io::Cursor::new(PICTURE)).read_info().ok()?;
    let mut dots = vec![0; reader.output_buffer_size()?];
    let frame = reader.next_frame(&mut dots).ok()?;

    icon::from_rgba(dots, frame.width, frame.height).ok()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_sign_can_be_read() {
        let (dots, size) = super::emblem().expect("a sign").into_raw();

        assert_eq!((size.width, size.height), (64, 64));
        assert!(dots.chunks_exact(4).any(|dot| dot[3] == 255), "there is something on it");
    }
}
