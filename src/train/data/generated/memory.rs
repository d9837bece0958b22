//! Sequences whose class is told by the order of their tokens alone.

use super::clouds::Drawn;
use crate::random::Stream;
use crate::template::Task;

/// Token 0 is not used; 1 to `marks` are marks, the next one is the cue, the rest fillers. Every
/// sequence holds each mark once, so that a bag of words knows nothing.
pub fn sequences(
    samples: usize,
    (length, vocabulary): (usize, usize),
    marks: usize,
    task: Task,
    stream: &mut Stream,
) -> Drawn {
    let cue = marks + 1;
    let fillers = (vocabulary.saturating_sub(cue + 1)).max(1) as u64;
    let (mut values, mut ids) = (Vec::with_capacity(samples * length), Vec::new());
    let mut units: Vec<usize> = Vec::new();
    for sample in 0..samples {
        let class = sample % marks.max(1);
        units.clear();
        units.extend(1..=marks);
        let used = marks + usize::from(task == Task::Cue);
        units.extend((used..length).map(|_| cue + 1 + stream.below(fillers) as usize));
        stream.shuffle(&mut units);
        let place = |units: &[usize], mark: usize| units.iter().position(|unit| *unit == mark);
        match task {
            Task::First => {
                let first = units.iter().position(|unit| *unit <= marks);
                if let (Some(first), Some(own)) = (first, place(&units, class + 1)) {
                    units.swap(first, own);
                }
            }
            // A cue and its mark are shuffled as one.
            Task::Cue => {
                if let Some(own) = place(&units, class + 1) {
                    units.insert(own, cue);
                }
            }
        }
        values.extend(units.iter().map(|unit| *unit as f32));
        ids.push(class as u32);
    }
    (values, ids)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(task: Task) -> (Vec<Vec<u32>>, Vec<u32>) {
        let (values, ids) = sequences(60, (12, 9), 3, task, &mut Stream::new(3, "t"));
        let rows = values.chunks(12).map(|row| row.iter().map(|id| *id as u32).collect());
        (rows.collect(), ids)
    }

    #[test]
    fn the_first_mark_is_the_class() {
        let (rows, ids) = draw(Task::First);
        for (row, id) in rows.iter().zip(&ids) {
            assert_eq!(row.iter().find(|token| **token <= 3), Some(&(id + 1)));
        }
        assert_eq!(
            (0..3).map(|class| ids.iter().filter(|id| **id == class).count()).collect::<Vec<_>>(),
            [20; 3]
        );
    }

    #[test]
    fn the_mark_behind_the_cue_is_the_class() {
        let (rows, ids) = draw(Task::Cue);
        for (row, id) in rows.iter().zip(&ids) {
            let cue = row.iter().position(|token| *token == 4).unwrap();
            assert_eq!((row[cue + 1], row.len()), (id + 1, 12));
        }
    }

    #[test]
    fn tokens_without_order_tell_nothing() {
        for task in [Task::First, Task::Cue] {
            for row in draw(task).0 {
                for mark in 1..=3 {
                    assert_eq!(row.iter().filter(|token| **token == mark).count(), 1);
                }
                assert!(row.iter().all(|token| (1..9).contains(token)));
            }
        }
    }
}
