//! Small pictures of photos.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// How many dots a small picture has along its longer side.
const EDGE: usize = 72;
/// A picture with more dots than this is kept without a small one: unpacked it would take too much memory.
const MOST_DOTS: usize = 60_000_000;
const MOST_ALONG: usize = 16_384;

/// A small picture, dot by dot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thumbnail {
    /// Dots from left to right.
    pub width: u32,
    /// Dots from top to bottom.
    pub height: u32,
    /// Red, green, blue and opacity of each dot, row by row.
    pub rgba: Vec<u8>,
}

impl Thumbnail {
    /// Reads a small picture as a record has it; none where it is damaged or not small.
    pub(super) fn read(text: &str) -> Option<Self> {
        let bytes = BASE64.decode(text).ok()?;
        let picture = png_of(&bytes, EDGE * EDGE)?;
        let (width, height) = (u32::try_from(picture.width), u32::try_from(picture.height));
        let dots = picture.rgb.chunks_exact(3);
        let rgba = dots.flat_map(|dot| [dot[0], dot[1], dot[2], u8::MAX]).collect();

        Some(Self { width: width.ok()?, height: height.ok()?, rgba })
    }
}

/// Dots in red, green and blue, row by row.
struct Picture {
    width: usize,
    height: usize,
    rgb: Vec<u8>,
}

/// A small picture of a photo as a record keeps it; none of what is no PNG or JPEG.
pub(super) fn thumbnail(bytes: &[u8]) -> Option<String> {
    let picture = match bytes {
        [0x89, b'P', b'N', b'G', ..] => png_of(bytes, MOST_DOTS)?,
        [0xff, 0xd8, ..] => jpeg_of(bytes)?,
        _ => return None,
    };

    written(&picture.smaller()?).map(|png| BASE64.encode(png))
}

fn jpeg_of(bytes: &[u8]) -> Option<Picture> {
    let options = DecoderOptions::default()
        .set_max_width(MOST_ALONG)
        .set_max_height(MOST_ALONG)
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().ok()?;
    let (width, height) = decoder.dimensions()?;
    if width * height > MOST_DOTS {
        return None;
    }
    let rgb = decoder.decode().ok()?;

    (rgb.len() == width * height * 3).then_some(Picture { width, height, rgb })
}

fn png_of(bytes: &[u8], most: usize) -> Option<Picture> {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().ok()?;
    let (width, height) = (reader.info().width as usize, reader.info().height as usize);
    if width.max(height) > MOST_ALONG || width * height > most {
        return None;
    }
    let mut dots = vec![0; reader.output_buffer_size()?];
    let frame = reader.next_frame(&mut dots).ok()?;
    let on_white = |value: u8, alpha: u8| {
        let (value, alpha) = (u16::from(value), u16::from(alpha));
        u8::try_from((value * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
    };
    let dots = &dots[..frame.buffer_size()];
    let rgb: Vec<u8> = match frame.color_type {
        png::ColorType::Rgb => dots.to_vec(),
        png::ColorType::Rgba => {
            let dots = dots.chunks_exact(4);
            dots.flat_map(|dot| [0, 1, 2].map(|at| on_white(dot[at], dot[3]))).collect()
        }
        png::ColorType::Grayscale => dots.iter().flat_map(|gray| [*gray; 3]).collect(),
        png::ColorType::GrayscaleAlpha => {
            dots.chunks_exact(2).flat_map(|dot| [on_white(dot[0], dot[1]); 3]).collect()
        }
        png::ColorType::Indexed => return None,
    };

    (rgb.len() == width * height * 3).then_some(Picture { width, height, rgb })
}

impl Picture {
    /// No longer than [`EDGE`]: each dot is the mean of those in its place.
    fn smaller(&self) -> Option<Self> {
        let longer = self.width.max(self.height);
        let side = |long: usize| (long * EDGE.min(longer) / longer.max(1)).max(1);
        let (width, height) = (side(self.width), side(self.height));
        let mut rgb = Vec::with_capacity(width * height * 3);
        for y in 0..height {
            let rows = within(y, height, self.height);
            for x in 0..width {
                rgb.extend(self.mean(within(x, width, self.width), rows.clone())?);
            }
        }

        Some(Self { width, height, rgb })
    }

    fn mean(
        &self,
        columns: std::ops::Range<usize>,
        rows: std::ops::Range<usize>,
    ) -> Option<[u8; 3]> {
        let count = (columns.len() * rows.len()) as u64;
        let mut sums = [0_u64; 3];
        for row in rows {
            let line = (row * self.width + columns.start) * 3..(row * self.width + columns.end) * 3;
            for dot in self.rgb.get(line)?.chunks_exact(3) {
                sums.iter_mut().zip(dot).for_each(|(sum, value)| *sum += u64::from(*value));
            }
        }

        Some(sums.map(|sum| u8::try_from(sum / count.max(1)).unwrap_or(u8::MAX)))
    }
}

/// The dots of `whole` that make the one at `at` of `small`.
fn within(at: usize, small: usize, whole: usize) -> std::ops::Range<usize> {
    let start = at * whole / small;

    start..((at + 1) * whole / small).max(start + 1)
}

fn written(picture: &Picture) -> Option<Vec<u8>> {
    let (width, height) = (u32::try_from(picture.width).ok()?, u32::try_from(picture.height).ok()?);
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::High);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&picture.rgb).ok()?;
    writer.finish().ok()?;

    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn photo(width: usize, height: usize) -> Vec<u8> {
        let dot = |at: usize| if at % width < width / 2 { [200, 40, 40] } else { [20, 90, 200] };
        let rgb = (0..width * height).flat_map(dot).collect();

        written(&Picture { width, height, rgb }).expect("a picture")
    }

    #[test]
    fn a_photo_gets_a_small_picture_of_its_shape_and_colours() {
        let small = thumbnail(&photo(400, 200)).expect("a photo");
        let read = Thumbnail::read(&small).expect("as it was written");

        assert_eq!((read.width, read.height), (72, 36));
        assert_eq!(read.rgba[..4], [200, 40, 40, 255]);
        assert_eq!(read.rgba[read.rgba.len() - 4..], [20, 90, 200, 255]);
        assert!(small.len() < 24_000, "{}", small.len());
    }

    #[test]
    fn what_is_no_picture_or_a_damaged_one_has_none() {
        assert_eq!(thumbnail(b"Dear Sir or Madam"), None);
        assert_eq!(thumbnail(&photo(40, 40)[..60]), None);
        assert_eq!(thumbnail(&[0xff, 0xd8, 0xff, 0xe0, 0, 16]), None);
        assert_eq!(Thumbnail::read("no Base64!"), None);
        let large = BASE64.encode(photo(400, 400));
        assert_eq!(Thumbnail::read(&large), None, "a record keeps small ones only");
    }
}
