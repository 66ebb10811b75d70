//! How large the pictures in a page are, and which part of one is shown on a card.

/// The widths that templates ask for, in pixels: phones, phones with sharp screens, columns, and the widest column on a sharp screen.
const WIDTHS: [u32; 5] = [320, 640, 960, 1280, 1920];

/// The widths in which a picture of this width is offered: those of the list that are smaller, and its own where it is no wider than the
/// widest. Nothing is ever made larger than it is.
pub fn widths(own: u32) -> Vec<u32> {
    let mut offered: Vec<u32> = WIDTHS.into_iter().filter(|width| *width < own).collect();
    offered.push(own.min(WIDTHS[WIDTHS.len() - 1]));
    offered.dedup();
    offered
}

/// The height, in proportion, of something of this size that is shown at `width`, which is no more than its own.
pub(crate) fn height_at(width: u32, own_width: u32, own_height: u32) -> u32 {
    let (width, own_width) = (u64::from(width), u64::from(own_width.max(1)));
    let height = (u64::from(own_height) * width + own_width / 2) / own_width;
    u32::try_from(height).expect("no higher than before").max(1)
}

/// The point of a picture that must stay in sight when it is cut, in hundredths from the left and from the top.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Focal {
    x: u8,
    y: u8,
}

impl Focal {
    /// The middle, where nobody has chosen.
    pub const MIDDLE: Self = Self { x: 50, y: 50 };

    /// A point, if both numbers are at most 100.
    pub fn new(x: u8, y: u8) -> Option<Self> {
        (x <= 100 && y <= 100).then_some(Self { x, y })
    }

    /// Hundredths from the left.
    pub fn x(self) -> u8 {
        self.x
    }

    /// Hundredths from the top.
    pub fn y(self) -> u8 {
        self.y
    }
}

/// A part of a picture, in its pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Pixels left of it.
    pub left: u32,
    /// Pixels above it.
    pub top: u32,
    /// Its width, at least 1.
    pub width: u32,
    /// Its height, at least 1.
    pub height: u32,
}

/// The largest part of the form of a card, 16 to 9, with the focal point as near to its middle as the edges allow.
pub fn card(width: u32, height: u32, focal: Focal) -> Part {
    let (wide, high) = (u64::from(width), u64::from(height));
    let (part_width, part_height) = if wide * 9 > high * 16 { (high * 16 / 9, high) } else { (wide, wide * 9 / 16) };
    let (part_width, part_height) = (part_width.max(1), part_height.max(1));
    let start = |whole: u64, part: u64, hundredths: u8| {
        (whole * u64::from(hundredths) / 100).saturating_sub(part / 2).min(whole - part)
    };
    let pixels = |number: u64| u32::try_from(number).expect("a part is no larger than its whole");
    Part {
        left: pixels(start(wide, part_width, focal.x)),
        top: pixels(start(high, part_height, focal.y)),
        width: pixels(part_width),
        height: pixels(part_height),
    }
}

#[cfg(test)]
mod tests {
    use super::{Focal, Part, card, widths};

    #[test]
    fn a_picture_is_offered_in_smaller_widths_and_its_own_and_never_in_larger_ones() {
        assert_eq!(widths(4096), [320, 640, 960, 1280, 1920]);
        assert_eq!(widths(1920), [320, 640, 960, 1280, 1920]);
        assert_eq!(widths(1000), [320, 640, 960, 1000]);
        assert_eq!(widths(320), [320]);
        assert_eq!(widths(7), [7]);
    }

    #[test]
    fn a_card_keeps_its_focal_point_in_sight_up_to_the_edges() {
        let part = |x, y| card(1000, 1000, Focal::new(x, y).unwrap());
        assert_eq!(part(50, 50), Part { left: 0, top: 219, width: 1000, height: 562 });
        assert_eq!(part(50, 0).top, 0);
        assert_eq!(part(50, 100).top, 438);
        assert_eq!(card(3000, 900, Focal::new(10, 0).unwrap()), Part { left: 0, top: 0, width: 1600, height: 900 });
        assert_eq!(card(3000, 900, Focal::new(90, 0).unwrap()).left, 1400);
        assert_eq!(card(1, 1, Focal::MIDDLE), Part { left: 0, top: 0, width: 1, height: 1 });
        assert_eq!(card(4000, 1, Focal::MIDDLE).height, 1);
    }
}
