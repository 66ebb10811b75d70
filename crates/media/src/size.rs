/// A length in bytes as people read it: `1 KB`, `340 KB`, `1.2 MB`, `14 MB`. Kilobytes are of 1,000 bytes, as browsers and file managers count them.
pub fn size_in_words(bytes: u64) -> String {
    const KILO: u64 = 1000;
    const MEGA: u64 = KILO * KILO;
    let tenths = (bytes * 10 + MEGA / 2) / MEGA;
    match bytes {
        ..=999_499 => format!("{} KB", ((bytes + KILO / 2) / KILO).max(1)),
        _ if tenths >= 100 || tenths.is_multiple_of(10) => format!("{} MB", (tenths + 5) / 10),
        _ => format!("{}.{} MB", tenths / 10, tenths % 10),
    }
}

#[cfg(test)]
mod tests {
    use super::size_in_words;

    #[test]
    fn lengths_are_told_in_few_digits() {
        for (bytes, words) in [
            (0, "1 KB"),
            (1_499, "1 KB"),
            (340_000, "340 KB"),
            (999_499, "999 KB"),
            (999_500, "1 MB"),
            (1_240_000, "1.2 MB"),
            (14_400_000, "14 MB"),
        ] {
            assert_eq!(size_in_words(bytes), words);
        }
    }
}
