//! One picture as numbers.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::data::unreadable_image;
use crate::source::Span;
use crate::train::data::folders::has;
use crate::train::data::locate::shown;
use image::imageops::{FilterType, resize};
use image::{DynamicImage, ImageDecoder, ImageError, ImageReader};
use std::path::Path;

pub const ENDINGS: &[&str] = &[".png", ".jpg", ".jpeg"];

/// Whether the name is that of a picture.
pub fn is(name: &str) -> bool {
    has(name, ENDINGS)
}

/// What the header of a picture says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    pub height: usize,
    pub width: usize,
    pub channels: usize,
}

/// Reads a header: 1 channel for grey, 3 for colour; transparency does not count.
///
/// # Errors
/// The file is no picture.
pub fn header(path: &Path, span: Span) -> Result<Size, Diagnostic> {
    let decoder = open(path, span)?.into_decoder().map_err(|error| fault(path, span, &error))?;
    let (width, height) = decoder.dimensions();
    let channels = if decoder.color_type().has_color() { 3 } else { 1 };
    Ok(Size { height: height as usize, width: width as usize, channels })
}

/// The pixels, row by row, channels last, from 0 to 255; and the size before resizing.
///
/// # Errors
/// The file is no picture.
pub fn pixels(
    path: &Path,
    span: Span,
    size: Option<(usize, usize)>,
    channels: usize,
) -> Result<(Vec<u8>, Size), Diagnostic> {
    let image = open(path, span)?.decode().map_err(|error| fault(path, span, &error))?;
    let found = Size {
        height: image.height() as usize,
        width: image.width() as usize,
        channels: if image.color().has_color() { 3 } else { 1 },
    };
    Ok((resized(&image, size, channels), found))
}

fn resized(image: &DynamicImage, size: Option<(usize, usize)>, channels: usize) -> Vec<u8> {
    let other = |(height, width): &(usize, usize)| {
        (*height, *width) != (image.height() as usize, image.width() as usize)
    };
    let edge = |length: usize| u32::try_from(length).unwrap_or(1);
    match (channels, size.filter(other)) {
        (1, None) => image.to_luma8().into_raw(),
        (_, None) => image.to_rgb8().into_raw(),
        (1, Some((height, width))) => {
            resize(&image.to_luma8(), edge(width), edge(height), FilterType::Triangle).into_raw()
        }
        (_, Some((height, width))) => {
            resize(&image.to_rgb8(), edge(width), edge(height), FilterType::Triangle).into_raw()
        }
    }
}

fn open(
    path: &Path,
    span: Span,
) -> Result<ImageReader<std::io::BufReader<std::fs::File>>, Diagnostic> {
    let system =
        |error: std::io::Error| crate::train::data::stream::unreadable(span, &shown(path), &error);
    // What a file is, its first bytes say; names are often wrong.
    ImageReader::open(path).map_err(system)?.with_guessed_format().map_err(system)
}

fn fault(path: &Path, span: Span, error: &ImageError) -> Diagnostic {
    let reason = match error {
        ImageError::Unsupported(_) => "it is neither png nor jpeg".to_owned(),
        ImageError::Limits(_) => "by its header it is too large".to_owned(),
        ImageError::IoError(_) => "it ends too early".to_owned(),
        _ => "its data is damaged".to_owned(),
    };
    unreadable_image::diagnostic(span, &shown(path), &reason)
}
