//! A file as the formatter sees it: statements, and pieces with the brackets nested in them.

/// A statement or a comment, of a file or between braces.
pub struct Item<'t> {
    /// A blank line stands before it.
    pub blank: bool,
    pub kind: ItemKind<'t>,
}

pub enum ItemKind<'t> {
    Comment(Comment<'t>),
    Statement(Statement<'t>),
}

pub struct Statement<'t> {
    pub pieces: Vec<Piece<'t>>,
    /// The pieces that may stand between round brackets, from the first to before the last.
    pub wrap: Option<(usize, usize)>,
}

#[derive(Clone, Copy)]
pub struct Comment<'t> {
    pub text: &'t str,
    /// Nothing stands before it on its line.
    pub own_line: bool,
}

/// One word or sign, or brackets with what they hold.
pub struct Piece<'t> {
    /// A blank stands before it.
    pub space: bool,
    pub node: Node<'t>,
    /// Its columns on one line; `None` where it cannot stand on one.
    pub width: Option<usize>,
}

pub enum Node<'t> {
    Word(&'t str, Joins),
    /// Between pieces of one value, in round brackets.
    Comment(Comment<'t>),
    Round(Round<'t>),
    Body(Body<'t>),
    Either(Vec<Alternative<'t>>),
}

/// What a word or sign joins; a value is broken before those that bind loosest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Joins {
    Nothing,
    And,
    Or,
    Alternatives,
}

/// Round brackets.
pub struct Round<'t> {
    pub elements: Vec<Element<'t>>,
    /// They hold arguments or parameters, not one value or a tuple.
    pub call: bool,
    /// A comma stands behind the last element.
    pub trailing: bool,
}

pub enum Element<'t> {
    Comment(Comment<'t>),
    Value(Vec<Piece<'t>>),
}

/// Braces.
pub struct Body<'t> {
    pub items: Vec<Item<'t>>,
    /// Written on one line.
    pub one_line: bool,
}

/// `{ … }` behind `either` or `or`.
pub struct Alternative<'t> {
    /// Before the `or`.
    pub comments: Vec<Comment<'t>>,
    /// The `or` begins a line.
    pub new_line: bool,
    pub body: Body<'t>,
    pub width: Option<usize>,
}
