//! Axes and frames of the page's charts, as SVG.

use super::mark::escape;

/// A picture's size and what its frame leaves free around the data, in its units. A narrow screen
/// shrinks the picture and enlarges the letters, so that there is more room than letters need.
#[derive(Clone, Copy)]
pub struct Frame {
    class: &'static str,
    width: f64,
    height: f64,
    left: f64,
    right: f64,
    bottom: f64,
}

impl Frame {
    /// With so much free on the right, for labels at the ends of curves.
    pub fn with_right(self, right: f64) -> Frame {
        Frame { right, ..self }
    }
}

/// Across the whole page.
pub const WIDE: Frame =
    Frame { class: "wide", width: 1020.0, height: 430.0, left: 84.0, right: 24.0, bottom: 62.0 };
/// Beside another one.
pub const HALF: Frame =
    Frame { class: "half", width: 500.0, height: 330.0, left: 58.0, right: 12.0, bottom: 48.0 };
const TOP: f64 = 18.0;

/// A chart in the making: a picture with two axes.
pub struct Plot {
    x: Axis,
    y: Axis,
    frame: Frame,
    body: String,
}

#[derive(Clone, Copy)]
pub struct Axis {
    pub low: f64,
    pub high: f64,
    pub log: bool,
}

impl Axis {
    pub fn linear(low: f64, high: f64) -> Axis {
        let high = if high > low { high } else { low + 1.0 };
        Axis { low, high, log: false }
    }

    /// Both ends above 0, with a little room on both sides.
    pub fn log(low: f64, high: f64) -> Axis {
        let low = low.max(1.0);
        let room = (high.max(low) / low).powf(0.05).max(1.12);
        Axis { low: low / room, high: high.max(low) * room, log: true }
    }

    /// 0 at the low end, 1 at the high end; values beyond lie on the end.
    pub fn share(self, value: f64) -> f64 {
        let share = match self.log {
            true => (value.max(1e-12) / self.low).ln() / (self.high / self.low).ln(),
            false => (value - self.low) / (self.high - self.low),
        };
        share.clamp(0.0, 1.0)
    }

    /// Round numbers on the axis, and whether each is one of the few that matter most.
    fn ticks(self) -> Vec<(f64, bool)> {
        if self.log { self.log_ticks() } else { self.linear_ticks() }
    }

    /// The distance between the marks of a linear axis.
    pub fn step(self) -> f64 {
        let rough = (self.high - self.low) / 5.0;
        let size = 10_f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0].map(|factor| factor * size);
        step.into_iter().find(|step| *step >= rough).unwrap_or(rough)
    }

    fn linear_ticks(self) -> Vec<(f64, bool)> {
        let step = self.step();
        let first = (self.low / step).ceil() as i64;
        let last = (self.high / step + 1e-9).floor() as i64;
        (first..=last).map(|at| (at as f64 * step, at % 2 == 0)).collect()
    }

    fn log_ticks(self) -> Vec<(f64, bool)> {
        let decades = self.low.log10().floor() as i32..=self.high.log10().ceil() as i32;
        let parts: &[f64] = match (self.high / self.low).log10() {
            0.0..0.35 => return self.linear_ticks(),
            0.35..1.0 => &[1.0, 1.5, 2.0, 3.0, 5.0, 7.0],
            1.0..3.0 => &[1.0, 2.0, 5.0],
            _ => &[1.0],
        };
        let all = decades.flat_map(|decade| {
            parts.iter().map(move |part| (part * 10_f64.powi(decade), *part < 1.5))
        });
        let inside: Vec<_> =
            all.filter(|(tick, _)| *tick >= self.low && *tick <= self.high).collect();
        let few = inside.len() < 6 || inside.iter().filter(|(_, major)| *major).count() < 2;
        inside.into_iter().map(|(tick, major)| (tick, major || few)).collect()
    }
}

impl Plot {
    pub fn new(x: Axis, y: Axis, frame: Frame) -> Plot {
        Plot { x, y, frame, body: String::new() }
    }

    pub fn x(&self, value: f64) -> f64 {
        self.frame.left + self.x.share(value) * (self.edge() - self.frame.left)
    }

    pub fn y(&self, value: f64) -> f64 {
        TOP + (1.0 - self.y.share(value)) * (self.foot() - TOP)
    }

    /// The distance between the marks of the vertical axis.
    pub fn step(&self) -> f64 {
        self.y.step()
    }

    /// Where the data end on the right.
    pub fn edge(&self) -> f64 {
        self.frame.width - self.frame.right
    }

    fn foot(&self) -> f64 {
        self.frame.height - self.frame.bottom
    }

    pub fn add(&mut self, svg: &str) {
        self.body.push_str(svg);
        self.body.push('\n');
    }

    /// A point with a text that shows where it is pointed at.
    pub fn dot(&mut self, x: f64, y: f64, radius: f64, class: &str, told: &str) {
        let (x, y, told) = (self.x(x), self.y(y), escape(told));
        self.add(&format!(
            "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius}\"><title>{told}</title></circle>"
        ));
    }

    pub fn line(&mut self, points: &[(f64, f64)], class: &str) {
        let points: Vec<String> =
            points.iter().map(|(x, y)| format!("{:.1},{:.1}", self.x(*x), self.y(*y))).collect();
        let points = points.join(" ");
        self.add(&format!("<polyline class=\"{class}\" points=\"{points}\"/>"));
    }

    /// A vertical stroke from `low` to `high`.
    pub fn whisker(&mut self, x: f64, low: f64, high: f64) {
        let (x, low, high) = (self.x(x), self.y(low), self.y(high));
        self.add(&format!("<path class=\"whisker\" d=\"M{x:.1} {low:.1}V{high:.1}\"/>"));
    }

    pub fn text(&mut self, x: f64, y: f64, class: &str, text: &str) {
        let text = escape(text);
        self.add(&format!("<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\">{text}</text>"));
    }

    /// The picture with grid, ticks and names of the axes; `told` describes it to who cannot see it.
    pub fn finish(
        self,
        id: &str,
        told: &str,
        names: (&str, &str),
        forms: (&dyn Fn(f64) -> String, &dyn Fn(f64) -> String),
    ) -> String {
        let (across, up) = (self.across(forms.0), self.up(forms.1));
        let Frame { class, width, height, left, .. } = self.frame;
        let (middle, foot) = ((left + self.edge()) / 2.0, height - 6.0);
        let (x_name, y_name) = (escape(names.0), escape(names.1));
        let (told, body) = (escape(told), self.body);
        format!(
            "<svg class=\"{class}\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{id}-told\">\n\
             <title id=\"{id}-told\">{told}</title>\n{across}{up}{body}\
             <text class=\"axis\" x=\"{middle:.1}\" y=\"{foot:.1}\" text-anchor=\"middle\">{x_name}</text>\n\
             <text class=\"axis minor\" x=\"{left}\" y=\"8\">{y_name}</text>\n</svg>\n"
        )
    }

    fn across(&self, form: &dyn Fn(f64) -> String) -> String {
        let mut text = String::new();
        let (left, right, foot) = (self.frame.left, self.edge(), self.foot());
        for (tick, major) in self.x.ticks() {
            let (x, y, form) = (self.x(tick), foot + self.frame.bottom * 0.4, escape(&form(tick)));
            let minor = if major { "" } else { " minor" };
            text.push_str(&format!(
                "<path class=\"gridline\" d=\"M{x:.1} {TOP}V{foot:.1}\"/><text class=\"axis{minor}\" x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"middle\">{form}</text>\n"
            ));
        }
        text.push_str(&format!("<path class=\"frame\" d=\"M{left} {foot:.1}H{right:.1}\"/>\n"));
        text
    }

    fn up(&self, form: &dyn Fn(f64) -> String) -> String {
        let mut text = String::new();
        let (left, right) = (self.frame.left, self.edge());
        for (tick, _) in self.y.ticks() {
            let (y, form) = (self.y(tick), escape(&form(tick)));
            let (x, base) = (left - 8.0, y + 4.0);
            text.push_str(&format!(
                "<path class=\"gridline\" d=\"M{left} {y:.1}H{right:.1}\"/><text class=\"axis\" x=\"{x}\" y=\"{base:.1}\" text-anchor=\"end\">{form}</text>\n"
            ));
        }
        text
    }
}

/// A five-pointed star around a place in the picture.
pub fn star(x: f64, y: f64, radius: f64) -> String {
    let points = (0..10).map(|at| {
        let angle = f64::from(at) * std::f64::consts::PI / 5.0 - std::f64::consts::FRAC_PI_2;
        let reach = if at % 2 == 0 { radius } else { radius * 0.45 };
        format!("{:.1},{:.1}", x + reach * angle.cos(), y + reach * angle.sin())
    });
    points.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::Axis;

    fn ticks(axis: Axis) -> Vec<f64> {
        axis.ticks().into_iter().map(|(tick, _)| (tick * 1e9).round() / 1e9).collect()
    }

    #[test]
    fn ticks_are_round_and_inside() {
        assert_eq!(ticks(Axis::linear(0.903, 0.982)), [0.92, 0.94, 0.96, 0.98]);
        assert_eq!(ticks(Axis::linear(0.0, 10.0)), [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]);
        assert_eq!(ticks(Axis { low: 650.0, high: 16_000.0, log: true }), [1e3, 2e3, 5e3, 1e4]);
        assert_eq!(ticks(Axis { low: 650.0, high: 1300.0, log: true }), [800.0, 1000.0, 1200.0]);
        assert_eq!(ticks(Axis { low: 90.0, high: 2e6, log: true }), [1e2, 1e3, 1e4, 1e5, 1e6]);
    }

    #[test]
    fn equal_ends_make_an_axis_all_the_same() {
        let share = Axis::linear(0.5, 0.5).share(0.5);
        assert!((0.0..=1.0).contains(&share));
        let share = Axis::log(650.0, 650.0).share(650.0);
        assert!((share - 0.5).abs() < 1e-9);
    }
}
