//! Running other programs: to the end, line by line, or as a server that dies with its owner.

use std::fmt;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

/// What a chore returns.
pub(crate) type Outcome<T = ()> = Result<T, Trouble>;

/// Why a chore stopped, as one sentence that says what to do next. It may have been told already, in a summary.
#[derive(Debug)]
pub(crate) struct Trouble {
    sentence: String,
    told: bool,
}

impl Trouble {
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), told: false }
    }

    /// A failure that the printed summary has already explained, so that its last line stays the last.
    pub(crate) fn told() -> Self {
        Self { sentence: String::new(), told: true }
    }

    pub(crate) fn is_told(&self) -> bool {
        self.told
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence)
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Self::new(format!("The chore could not read or write: {error}."))
    }
}

/// The checkout's root folder.
pub(crate) fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.ancestors().nth(2).expect("this crate lies two folders below the root").to_path_buf()
}

/// The cargo that runs this chore, in the checkout's root.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// Where a program lies, when the search path has it.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// Runs a command to its end with its output on the terminal; an exit code other than zero is trouble.
pub(crate) fn run(command: &mut Command) -> Outcome {
    announce(command);
    let status = command.status().map_err(|error| could_not_start(command, &error))?;
    if status.success() { Ok(()) } else { Err(Trouble::new(format!("“{}” failed ({status}).", line_of(command)))) }
}

/// Runs a command to its end and gives what it wrote to standard output, or `None` when it failed or does not exist.
pub(crate) fn answer_of(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a command, showing each line of its two outputs in their true order and handing it over; says whether it succeeded.
pub(crate) fn follow(command: &mut Command, mut line: impl FnMut(&str)) -> Outcome<bool> {
    announce(command);
    let (reader, writer) = std::io::pipe()?;
    command.stdin(Stdio::null()).stdout(writer.try_clone()?).stderr(writer);
    let mut child = command.spawn().map_err(|error| could_not_start(command, &error))?;
    // The command holds our ends of the pipe; while it lives the reader would never see the end.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    for bytes in BufReader::new(reader).split(b'\n') {
        let text = String::from_utf8_lossy(&bytes?).into_owned();
        println!("{text}");
        line(&text);
    }
    Ok(child.wait()?.success())
}

/// The path of the one executable that a `cargo build` command makes.
pub(crate) fn executable_of(command: &mut Command) -> Outcome<PathBuf> {
    announce(command);
    command.arg("--message-format=json-render-diagnostics");
    let output = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        return Err(Trouble::new(format!("“{}” failed ({}).", line_of(command), output.status)));
    }
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter_map(|message| message["executable"].as_str().map(PathBuf::from))
        .next_back()
        .ok_or_else(|| Trouble::new(format!("“{}” made no executable.", line_of(command))))
}

/// A server that we started. It is ended, by its process id, when this goes out of scope, also on an error.
pub(crate) struct Server {
    child: Child,
    name: &'static str,
}

impl Server {
    /// Starts a server whose lines on standard output can be read through [`Server::lines`].
    pub(crate) fn start(name: &'static str, command: &mut Command) -> Outcome<Self> {
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        let child = command.spawn().map_err(|error| could_not_start(command, &error))?;
        Ok(Self { child, name })
    }

    /// What the server writes to standard output; to be taken once.
    pub(crate) fn lines(&mut self) -> BufReader<ChildStdout> {
        BufReader::new(self.child.stdout.take().expect("the output is piped and taken once"))
    }

    /// Waits until something listens at the port; trouble when the server ends or ten seconds pass.
    pub(crate) fn wait_for_port(&mut self, port: u16) -> Outcome {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(10) {
            if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Ok(());
            }
            if let Some(status) = self.child.try_wait()? {
                return Err(Trouble::new(format!("{} ended before it listened ({status}).", self.name)));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Err(Trouble::new(format!("{} did not listen at port {port} within ten seconds.", self.name)))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // nginx ends its workers only when asked politely; whoever does not listen within five seconds is killed.
        let pid = self.child.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &pid]).status().is_ok_and(|status| status.success());
        let begun = Instant::now();
        while asked && begun.elapsed() < Duration::from_secs(5) {
            if matches!(self.child.try_wait(), Ok(Some(_)) | Err(_)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A folder of our own below the system's folder for such things, removed when this goes out of scope.
pub(crate) struct Scratch {
    folder: PathBuf,
}

impl Scratch {
    pub(crate) fn new(purpose: &str) -> Outcome<Self> {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        let name = format!("waymark-{purpose}-{}-{}", std::process::id(), since.as_nanos());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder)?;
        Ok(Self { folder })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

fn announce(command: &Command) {
    println!("\n» {}", line_of(command));
}

fn line_of(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let arguments = command.get_args().map(|argument| argument.to_string_lossy().into_owned());
    std::iter::once(program.to_string_lossy().into_owned()).chain(arguments).collect::<Vec<_>>().join(" ")
}

fn could_not_start(command: &Command, error: &std::io::Error) -> Trouble {
    Trouble::new(format!("“{}” could not be started: {error}.", line_of(command)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_outputs_arrive_in_order_and_the_exit_code_is_told() {
        let mut seen = Vec::new();
        let succeeded = follow(Command::new("sh").args(["-c", "echo one; echo two >&2; echo three; exit 3"]), |line| {
            seen.push(line.to_owned());
        })
        .unwrap();
        assert_eq!(seen, ["one", "two", "three"]);
        assert!(!succeeded);
    }

    #[test]
    fn the_root_holds_the_workspace() {
        assert!(root().join("Cargo.lock").is_file());
    }

    #[test]
    fn a_server_is_gone_when_its_owner_is() {
        let server = Server::start("sleep", Command::new("sleep").arg("600")).unwrap();
        let pid = server.child.id();
        drop(server);
        assert!(!Path::new(&format!("/proc/{pid}/exe")).exists());
    }
}
