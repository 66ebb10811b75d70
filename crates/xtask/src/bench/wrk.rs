//! Running wrk, reading what it says, and the table of its medians.

use crate::process::{self, Outcome, Trouble};
use std::fmt::Write as _;
use std::process::Command;

/// What one run of wrk measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Measure {
    requests_per_second: f64,
    /// Milliseconds.
    p99: f64,
}

/// Measures one address for four seconds; trouble when any request failed.
pub(super) fn measure(port: u16, path: &str, coding: &str) -> Outcome<Measure> {
    let mut command = Command::new("wrk");
    command
        .args(["-t1", "-c32", "-d4s", "--latency", "-H", &format!("Accept-Encoding: {coding}")])
        .arg(format!("http://127.0.0.1:{port}{path}"));
    let report = process::answer_of(&mut command).ok_or_else(|| Trouble::new("wrk failed."))?;
    read_wrk(&report).ok_or_else(|| Trouble::new(format!("wrk met errors or said nothing usable:\n{report}")))
}

/// Reads wrk's report; `None` when a request failed or a number is missing.
fn read_wrk(report: &str) -> Option<Measure> {
    if report.contains("Non-2xx") || report.contains("Socket errors") {
        return None;
    }
    let value_after = |label: &str| {
        let line = report.lines().map(str::trim).find(|line| line.starts_with(label))?;
        Some(line[label.len()..].trim().to_owned())
    };
    Some(Measure {
        requests_per_second: value_after("Requests/sec:")?.parse().ok()?,
        p99: milliseconds(&value_after("99%")?)?,
    })
}

/// wrk's `850.00us`, `1.77ms`, `2.00s` or `1.00m` in milliseconds.
fn milliseconds(text: &str) -> Option<f64> {
    let unit = text.find(|c: char| c.is_ascii_alphabetic())?;
    let factor = match &text[unit..] {
        "us" => 0.001,
        "ms" => 1.0,
        "s" => 1_000.0,
        "m" => 60_000.0,
        _ => return None,
    };
    Some(text[..unit].parse::<f64>().ok()? * factor)
}

/// One table per coding; the first row, nginx, is what the ratios refer to.
pub(super) fn table(coding: &str, rows: &[(&str, Vec<Measure>)]) -> String {
    let rate = |measures: &[Measure]| median(measures.iter().map(|measure| measure.requests_per_second));
    let reference = rows.first().map_or(f64::NAN, |(_, measures)| rate(measures));
    let mut text = format!("{coding:<12}{:>14}{:>12}{:>18}", "requests/s", "p99 ms", "ratio to nginx");
    for (name, measures) in rows {
        let (rate, p99) = (rate(measures), median(measures.iter().map(|measure| measure.p99)));
        let _ = write!(text, "\n{name:<12}{rate:>14.0}{p99:>12.2}{:>18.2}", rate / reference);
    }
    text
}

fn median(numbers: impl Iterator<Item = f64>) -> f64 {
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str = "\
Running 4s test @ http://127.0.0.1:8080/
  1 threads and 32 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency   502.11us  300.00us   9.00ms   90.00%
  Latency Distribution
     50%  450.00us
     99%    1.77ms
  258060 requests in 4.00s, 8.00GB read
Requests/sec:  64517.25
Transfer/sec:      2.00GB
";

    #[test]
    fn wrks_report_is_read() {
        assert_eq!(read_wrk(REPORT), Some(Measure { requests_per_second: 64517.25, p99: 1.77 }));
    }

    #[test]
    fn a_report_with_refused_requests_is_no_measure() {
        assert_eq!(read_wrk(&format!("{REPORT}  Non-2xx or 3xx responses: 12\n")), None);
    }

    #[test]
    fn the_table_compares_medians_with_the_first_row() {
        let measures = |rates: [f64; 3]| rates.map(|rate| Measure { requests_per_second: rate, p99: 1.0 }).to_vec();
        let text =
            table("gzip", &[("nginx", measures([90.0, 100.0, 900.0])), ("waymark", measures([50.0, 60.0, 10.0]))]);
        assert!(text.lines().nth(2).unwrap().ends_with("0.50"), "{text}");
    }
}
