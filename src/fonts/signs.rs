//! Signs that none of the bundled fonts has, drawn here: the sign of a diameter, ticks and crosses as tables have them.

/// The family name of the font that [`signs`] makes.
pub const SIGNS_FAMILY: &str = "Branchdesk Signs";

/// Units of one em.
const EM: u16 = 1000;
/// The width of every sign.
const WIDTH: u16 = 660;

type Point = (i16, i16);
/// A closed line of corners and, where it is round, of the points that pull it.
type Line = Vec<(Point, bool)>;

/// The font, whole as a TrueType file.
pub fn signs() -> Vec<u8> {
    let stroke = |points: &[Point]| points.iter().map(|point| (*point, true)).collect::<Line>();
    let diameter = vec![
        ring(300, false),
        ring(238, true),
        stroke(&[(62, 52), (110, 18), (598, 668), (550, 702)]),
    ];
    let tick =
        vec![stroke(&[(40, 330), (120, 400), (250, 250), (540, 690), (640, 640), (260, 90)])];
    let cross = vec![stroke(&[
        (60, 130),
        (130, 60),
        (330, 270),
        (530, 60),
        (600, 130),
        (400, 340),
        (600, 550),
        (530, 620),
        (330, 410),
        (130, 620),
        (60, 550),
        (260, 340),
    ])];
    // The box of whatever else is asked for is left to the other fonts: this one is asked last.
    let drawn = [Vec::new(), diameter, tick, cross];

    file(&drawn, &[(0x2300, 1), (0x2714, 2), (0x2715, 3), (0x2716, 3), (0x2717, 3), (0x2718, 3)])
}

/// A circle of this radius in eight arcs, the other way round where it is a hole. All that is filled turns to the left.
fn ring(radius: i16, hole: bool) -> Line {
    // What lies outside a circle that eight arcs touch: 1 / cos 22.5°, in thousandths; and the same of their ends.
    let turn = |step: i16| {
        let angle = f64::from(step) * std::f64::consts::PI / 8.0;
        let far = if step % 2 == 0 { 1.0 } else { 1.0 / (std::f64::consts::PI / 8.0).cos() };
        let along = |part: f64| (f64::from(radius) * far * part).round() as i16;
        ((330 + along(angle.cos()), 360 + along(angle.sin())), step % 2 == 0)
    };
    let points = (0..16).map(turn);

    if hole { points.rev().collect() } else { points.collect() }
}

fn file(drawn: &[Vec<Line>], characters: &[(u16, u16)]) -> Vec<u8> {
    let (mut glyf, mut loca) = (Vec::new(), Vec::new());
    let (mut most_points, mut most_lines) = (0, 0);
    for lines in drawn {
        put(&mut loca, &[(glyf.len() / 2) as u16]);
        most_points = most_points.max(lines.iter().map(Vec::len).sum::<usize>() as u16);
        most_lines = most_lines.max(lines.len() as u16);
        outline(lines, &mut glyf);
    }
    put(&mut loca, &[(glyf.len() / 2) as u16]);
    let count = drawn.len() as u16;
    let mut hmtx = Vec::new();
    (0..count).for_each(|_| put(&mut hmtx, &[WIDTH, 0]));
    let mut head = Vec::new();
    put(&mut head, &[1, 0, 1, 0, 0, 0, 0x5f0f, 0x3cf5, 3, EM, 0, 0, 0, 0, 0, 0, 0, 0]);
    put(&mut head, &[0, 0, WIDTH, 760, 0, 8, 2, 0, 0]);
    let mut hhea = Vec::new();
    put(
        &mut hhea,
        &[1, 0, 880, (-120_i16) as u16, 0, WIDTH, 0, 0, WIDTH, 1, 0, 0, 0, 0, 0, 0, 0, count],
    );
    let mut maxp = Vec::new();
    put(&mut maxp, &[1, 0, count, most_points, most_lines, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    let tables = [
        (b"cmap", cmap(characters)),
        (b"glyf", glyf),
        (b"head", head),
        (b"hhea", hhea),
        (b"hmtx", hmtx),
        (b"loca", loca),
        (b"maxp", maxp),
        (b"name", name()),
    ];

    assembled(&tables)
}

/// One sign: its lines as points, each as far from the one before.
fn outline(lines: &[Line], glyf: &mut Vec<u8>) {
    let points: Vec<(Point, bool)> = lines.iter().flatten().copied().collect();
    if points.is_empty() {
        return;
    }
    let reach = |axis: fn(Point) -> i16| {
        let all = points.iter().map(|(point, _)| axis(*point));
        (all.clone().min().unwrap_or(0) as u16, all.max().unwrap_or(0) as u16)
    };
    let ((left, right), (low, high)) = (reach(|point| point.0), reach(|point| point.1));
    put(glyf, &[lines.len() as u16, left, low, right, high]);
    let mut last = 0;
    for line in lines {
        last += line.len() as u16;
        put(glyf, &[last - 1]);
    }
    put(glyf, &[0]);
    glyf.extend(points.iter().map(|(_, corner)| u8::from(*corner)));
    for axis in [(|point| point.0) as fn(Point) -> i16, |point| point.1] {
        let mut before = 0;
        for (point, _) in &points {
            put(glyf, &[(axis(*point) - before) as u16]);
            before = axis(*point);
        }
    }
    if glyf.len() % 2 == 1 {
        glyf.push(0);
    }
}

/// Which character is which sign: one stretch for each, and the last that ends them.
fn cmap(characters: &[(u16, u16)]) -> Vec<u8> {
    let all: Vec<(u16, u16)> = characters.iter().copied().chain([(0xffff, 0)]).collect();
    let count = all.len() as u16;
    let mut table = Vec::new();
    put(&mut table, &[0, 1, 3, 1, 0, 12, 4, 16 + 8 * count, 0, count * 2, 0, 0, 0]);
    all.iter().for_each(|(character, _)| put(&mut table, &[*character]));
    put(&mut table, &[0]);
    all.iter().for_each(|(character, _)| put(&mut table, &[*character]));
    all.iter().for_each(|(character, sign)| put(&mut table, &[sign.wrapping_sub(*character)]));
    all.iter().for_each(|_| put(&mut table, &[0]));

    table
}

fn name() -> Vec<u8> {
    let family: Vec<u8> = SIGNS_FAMILY.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let length = family.len() as u16;
    let mut table = Vec::new();
    put(&mut table, &[0, 2, 30]);
    // Family, and name of the file for whoever embeds it.
    [1, 6].iter().for_each(|what| put(&mut table, &[3, 1, 0x409, *what, length, 0]));
    table.extend(family);

    table
}

fn assembled(tables: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    put(&mut bytes, &[1, 0, tables.len() as u16, 128, 3, 0]);
    let mut offset = 12 + 16 * tables.len();
    for (tag, table) in tables {
        bytes.extend(*tag);
        let words = [0, offset as u32, table.len() as u32];
        words.iter().for_each(|word| bytes.extend(word.to_be_bytes()));
        offset += table.len().next_multiple_of(4);
    }
    for (_, table) in tables {
        bytes.extend(table);
        bytes.resize(bytes.len().next_multiple_of(4), 0);
    }

    bytes
}

fn put(bytes: &mut Vec<u8>, words: &[u16]) {
    words.iter().for_each(|word| bytes.extend(word.to_be_bytes()));
}
