//! On Windows gives both programs their sign and says who they are: what the desktop and the task manager show.

fn main() -> std::io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed={SIGN}");
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|system| system == "windows") {
        let mut resource = winresource::WindowsResource::new();
        resource
            .set_icon(SIGN)
            .set("ProductName", "Branchdesk")
            .set("FileDescription", "Branchdesk 网点通")
            .set("LegalCopyright", "MIT OR Apache-2.0");
        for program in ["branchdesk", "branchdesk-window"] {
            resource.compile_for(program)?;
        }
    }

    Ok(())
}

/// The program's sign, in all sizes.
const SIGN: &str = "../../assets/icons/branchdesk.ico";
