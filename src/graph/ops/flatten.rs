//! All numbers of a sample in one row. Features pass through.

use crate::graph::shape::Shape;

pub fn output(input: Shape) -> Shape {
    Shape::Features(input.elements())
}

#[cfg(test)]
mod tests {
    use crate::graph::{Op, Shape};

    #[test]
    fn figures() {
        let flat = |shape| Op::Flatten.output(&[shape]).unwrap();
        assert_eq!(flat(Shape::Image { height: 7, width: 5, channels: 3 }), Shape::Features(105));
        assert_eq!(flat(Shape::Series { length: 7, features: 5 }), Shape::Features(35));
        assert_eq!(flat(Shape::Features(8)), Shape::Features(8));
    }
}
