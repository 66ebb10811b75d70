//! What the chores need beside Rust, installed where it is missing and where we may.

use crate::process::{self, Outcome, Trouble};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The oldest Node that playwright-core 1.65 starts on.
const NODE_MAJOR: u32 = 20;

/// The Node that npm brings where the system's own is older: the last packaged release of that line for both processors.
const NODE_FROM_NPM: &str = "20.19.6";

/// The programs of the browser suite.
pub(crate) struct BrowserTools {
    pub(crate) node: PathBuf,
    pub(crate) chromium: PathBuf,
    pub(crate) java: PathBuf,
}

/// A program or file that must exist, and the Debian package that brings it.
struct Need {
    package: &'static str,
    met: fn() -> bool,
}

const BROWSER_NEEDS: [Need; 5] = [
    Need { package: "chromium", met: || chromium().is_some() },
    Need { package: "fonts-liberation", met: has_liberation_fonts },
    Need { package: "nodejs", met: || process::on_path("node").is_some() },
    Need { package: "npm", met: || process::on_path("npm").is_some() },
    Need { package: "default-jre-headless", met: || process::on_path("java").is_some() },
];

const BENCH_NEEDS: [Need; 2] = [
    Need { package: "nginx-light", met: || nginx().is_some() },
    Need { package: "wrk", met: || process::on_path("wrk").is_some() },
];

/// Installs what the browser suite needs: system packages, Node where the system's is too old, and the npm packages.
pub(crate) fn for_browser() -> Outcome<BrowserTools> {
    by_apt(&BROWSER_NEEDS)?;
    let missing = |program: &str| {
        Trouble::new(format!("{program} is still not on the search path. Install it, then run this again."))
    };
    let tools = BrowserTools {
        node: recent_node()?,
        chromium: chromium().ok_or_else(|| missing("Chromium"))?,
        java: process::on_path("java").ok_or_else(|| missing("Java"))?,
    };
    for folder in ["tests/browser", "tests/lighthouse"] {
        npm_packages(&process::root().join(folder))?;
    }
    Ok(tools)
}

/// Installs what the benchmark needs, and gives where nginx lies (Debian keeps it off most people's search path).
pub(crate) fn for_bench() -> Outcome<PathBuf> {
    by_apt(&BENCH_NEEDS)?;
    nginx().ok_or_else(|| Trouble::new("nginx is still missing. Install nginx-light, then run this again."))
}

fn by_apt(needs: &[Need]) -> Outcome {
    let missing: Vec<&str> = needs.iter().filter(|need| !(need.met)()).map(|need| need.package).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let by_hand = || Trouble::new(format!("Please install these packages, then run this again: {}", missing.join(" ")));
    if process::on_path("apt-get").is_none() || !is_root() {
        return Err(by_hand());
    }
    // A package list that cannot be renewed may still do; the installation decides.
    drop(process::run(apt_get().arg("update")));
    process::run(apt_get().args(["install", "-y", "--no-install-recommends"]).args(&missing)).map_err(|_| by_hand())
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    // Another installation may be under way; it gets 400 seconds to end.
    command.args(["-o", "DPkg::Lock::Timeout=400"]).env("DEBIAN_FRONTEND", "noninteractive");
    command
}

/// Whether we may install system packages, and whether nginx would change its user.
pub(crate) fn is_root() -> bool {
    process::answer_of(Command::new("id").arg("-u")).is_some_and(|user| user.trim() == "0")
}

fn chromium() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("WAYMARK_CHROMIUM") {
        return Some(named.into());
    }
    ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(process::on_path)
}

fn nginx() -> Option<PathBuf> {
    process::on_path("nginx").or_else(|| Some(PathBuf::from("/usr/sbin/nginx")).filter(|file| file.is_file()))
}

fn has_liberation_fonts() -> bool {
    let known = process::answer_of(Command::new("fc-list").arg(":family=Liberation Sans"));
    known.is_some_and(|fonts| !fonts.trim().is_empty())
        || Path::new("/usr/share/fonts/truetype/liberation").is_dir()
        || Path::new("/usr/share/fonts/truetype/liberation2").is_dir()
}

/// The system's Node, or, where that is too old, one from npm kept in the target folder.
fn recent_node() -> Outcome<PathBuf> {
    let system = process::on_path("node");
    if let Some(node) = system.filter(|node| major_version(node).is_some_and(|major| major >= NODE_MAJOR)) {
        return Ok(node);
    }
    let processor = match std::env::consts::ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        _ => {
            return Err(Trouble::new(format!("Please install Node {NODE_MAJOR} or newer, then run this again.")));
        }
    };
    let home = target_folder().join("tools/node");
    let package = format!("node-linux-{processor}");
    let node = home.join("node_modules").join(&package).join("bin/node");
    if !node.is_file() {
        std::fs::create_dir_all(&home)?;
        let exact = format!("{package}@{NODE_FROM_NPM}");
        let mut install = npm();
        install.arg("--prefix").arg(&home).args(["install", "--no-save", "--ignore-scripts", &exact]);
        process::run(&mut install)?;
    }
    if major_version(&node).is_some() {
        Ok(node)
    } else {
        Err(Trouble::new(format!("Please install Node {NODE_MAJOR} or newer, then run this again.")))
    }
}

fn major_version(node: &Path) -> Option<u32> {
    let version = process::answer_of(Command::new(node).arg("--version"))?;
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// The npm packages of a folder, exactly as locked; again whenever the lock is newer than what lies there.
fn npm_packages(folder: &Path) -> Outcome {
    let changed = |file: &str| std::fs::metadata(folder.join(file)).and_then(|meta| meta.modified()).ok();
    let installed = changed("node_modules/.package-lock.json");
    if installed.is_some() && installed >= changed("package-lock.json") {
        return Ok(());
    }
    process::run(npm().current_dir(folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))
}

fn npm() -> Command {
    let mut command = Command::new("npm");
    // The browser is Debian's; no package may bring a second one.
    command.env("PUPPETEER_SKIP_DOWNLOAD", "1").env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    command
}

fn target_folder() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| process::root().join("target"), PathBuf::from)
}
