//! Files of an order: put beside the database under the name of their hash, and known by a record that travels.

mod check;
mod forgetting;
mod picture;
mod state;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use domain::{
    Attachment, AttachmentId, Enquiry, EnquiryId, FileHash, Moment, Order, OrderId, Staff,
};
use store::{Parcel, Session, place_of};
use uuid::Uuid;

pub(crate) use self::check::check;
pub(crate) use self::forgetting::{erased_in, forget_erased, forget_erased_in, forget_left};
pub use self::picture::Thumbnail;
pub use self::state::FileState;
use crate::deed::Deed;
use crate::exchange::Freight;
use crate::link::ADDRESS;
use crate::papers::{aside, shown_from};
use crate::{Engine, Error, Progress, Undo, private_file};

/// The folder beside the database.
pub(crate) const FOLDER: &str = "files";
/// The largest file, in bytes, and what people call that in MB.
const LARGEST: u64 = Attachment::LARGEST;
const LARGEST_MB: u64 = LARGEST / 1024 / 1024;
/// The most files of one order.
const MOST: usize = 40;
/// The longest name, in characters.
const NAME: usize = 120;

/// What may be kept with an order, by the ends of names: nothing that a system would run when it is opened.
const KINDS: [&str; 28] = [
    "jpg", "jpeg", "png", "gif", "webp", "heic", "bmp", "tif", "tiff", "pdf", "txt", "csv", "rtf",
    "doc", "docx", "xls", "xlsx", "ods", "odt", "mp4", "mov", "3gp", "mp3", "m4a", "amr", "aac",
    "wav", "ogg",
];

/// Why a file is not kept with an order, or not shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    /// It is larger than so many MB.
    #[error("{name} has more than {most} MB")]
    TooLarge {
        /// Which.
        name: String,
        /// How large one may be.
        most: u64,
    },
    /// The order would have more than so many.
    #[error("an order keeps no more than {0} files")]
    TooMany(usize),
    /// It is not of a sort that is kept.
    #[error("{0} is of a kind that is not kept")]
    Kind(String),
    /// It is no mail.
    #[error("{0} is not a mail")]
    NoMail(String),
    /// Nothing is in it.
    #[error("{0} is empty")]
    Empty(String),
    /// The order has it.
    #[error("{0} is there")]
    There(String),
    /// It was put there on another computer, and its bytes are not here.
    #[error("{0} is not on this computer")]
    Elsewhere(String),
    /// Headquarters does not have it yet: the computer that does has not sent it.
    #[error("{0} is not at headquarters yet")]
    Awaited(String),
    /// Headquarters is of a version that keeps no files.
    #[error("headquarters keeps no files")]
    NotKept,
    /// What arrived was damaged on the way.
    #[error("{0} did not arrive as it was")]
    Spoilt(String),
}

/// One file of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachedFile {
    /// Which.
    pub id: AttachmentId,
    /// What it is called.
    pub name: String,
    /// How many bytes it has.
    pub size: u64,
    /// When it was put there.
    pub at: Moment,
    /// Who did.
    pub by: Option<String>,
    /// How it looks, where it is a picture.
    pub thumbnail: Option<Thumbnail>,
    /// Where its bytes are.
    pub state: FileState,
}

/// What a file is kept with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keeper {
    Order(OrderId),
    Enquiry(EnquiryId),
}

/// A file that lies in the folder already.
pub(crate) struct Kept {
    name: String,
    hash: FileHash,
    size: u64,
    thumbnail: Option<String>,
}

impl Engine {
    /// Puts files with an order: all of them or none. What the order has already is passed over.
    pub fn attach_files(
        &self,
        order: OrderId,
        paths: Vec<PathBuf>,
    ) -> impl Future<Output = Result<Undo, Error>> + Send + use<> {
        let (engine, folder) = (self.clone(), self.files());

        async move {
            let kept = aside(move || paths.iter().map(|path| keep(path, &folder)).collect());
            let kept: Vec<Kept> = kept.await?;

            let order = Keeper::Order(order);
            engine.deed("attach_files", move |deed| attach(deed, order, kept)).await
        }
    }

    /// Takes a file away from its order. Its bytes stay.
    pub fn detach_file(
        &self,
        file: AttachmentId,
    ) -> impl Future<Output = Result<Undo, Error>> + Send + use<> {
        self.deed("detach_file", move |deed| {
            let attachment: Attachment = deed.get(file)?;
            withdraw(deed, &[file])?;

            Ok(Undo::AttachAgain(Box::new(attachment)))
        })
    }

    /// Shows a file in whatever this computer shows such files with. One that is not here is fetched first.
    pub fn open_attachment(
        &self,
        file: AttachmentId,
        progress: Progress,
    ) -> impl Future<Output = Result<(), Error>> + Send + use<> {
        let (home, here) = (self.folder().map(Path::to_owned), self.bring(file, progress));

        async move {
            let (file, place) = here.await?;
            aside(move || {
                let bytes =
                    std::fs::read(place).map_err(|_| FileFault::Elsewhere(file.name.clone()))?;
                // The name came from another computer, perhaps.
                let name = allowed(&file.name).ok_or(FileFault::Kind(file.name))?;
                shown_from(home.as_deref(), &name, &bytes)
            })
            .await
        }
    }

    /// Fetches a file that is not here. Answers where its bytes lie.
    pub fn fetch_attachment(
        &self,
        file: AttachmentId,
        progress: Progress,
    ) -> impl Future<Output = Result<PathBuf, Error>> + Send + use<> {
        let here = self.bring(file, progress);

        async move { Ok(here.await?.1) }
    }

    fn bring(
        &self,
        file: AttachmentId,
        progress: Progress,
    ) -> impl Future<Output = Result<(Attachment, PathBuf), Error>> + Send + use<> {
        let (files, freight) = (self.files(), self.exchange.freight().clone());
        let read = self
            .workers
            .read(move |session| session.get::<Attachment>(file)?.ok_or(Error::Unknown("file")));

        async move {
            let file = read.await?;
            let place = place(&files, &file.hash);
            if !place.is_file() {
                let parcel = Parcel { hash: file.hash.as_str().to_owned(), size: file.size };
                let fetched = freight.fetch(parcel, progress).await;
                fetched.map_err(|missed| state::why(missed, &file.name))?;
            }
            Ok((file, place))
        }
    }

    pub(crate) fn kept_files(&self) -> KeptFiles {
        let folder = self.folder().map(|folder| folder.join(FOLDER));

        KeptFiles { folder, freight: self.exchange.freight().clone() }
    }

    pub(crate) fn files(&self) -> PathBuf {
        let beside = || std::env::temp_dir().join("branchdesk-files");

        self.folder().map_or_else(beside, |folder| folder.join(FOLDER))
    }
}

/// Puts the bytes of a file where they belong, out of a backup.
pub(crate) fn put_back(files: &Path, hash: &str, bytes: &[u8]) -> std::io::Result<()> {
    let place = place_of(files, hash);
    if place.is_file() {
        return Ok(());
    }
    std::fs::create_dir_all(place.parent().unwrap_or(files))?;

    private_file::replace(&place, bytes)
}

/// Where the bytes of files are.
pub(crate) struct KeptFiles {
    /// Their folder; none in memory, where all of them are here.
    folder: Option<PathBuf>,
    freight: Freight,
}

impl KeptFiles {
    /// What is with an order or an enquiry, as it was put there.
    pub(crate) fn of(
        &self,
        session: &Session<'_>,
        keeper: Keeper,
    ) -> Result<Vec<AttachedFile>, Error> {
        let enrolled = session.setting(ADDRESS)?.is_some();
        let moving = self.freight.moving();
        let shown = |(id, file): (AttachmentId, Attachment)| {
            let by = file.by.map(|id| session.get::<Staff>(id)).transpose()?.flatten();
            let here = self.folder.as_ref().is_none_or(|it| place(it, &file.hash).is_file());
            Ok(AttachedFile {
                id,
                size: file.size,
                at: file.at,
                by: by.map(|staff| staff.name),
                thumbnail: file.thumbnail.as_deref().and_then(Thumbnail::read),
                state: state::of(session, &file.hash, here, (enrolled, &moving))?,
                name: file.name,
            })
        };

        standing(session, keeper.id())?.into_iter().map(shown).collect()
    }
}

impl Keeper {
    fn id(self) -> Uuid {
        match self {
            Self::Order(order) => order.0,
            Self::Enquiry(enquiry) => enquiry.0,
        }
    }

    fn order(self) -> Option<OrderId> {
        match self {
            Self::Order(order) => Some(order),
            Self::Enquiry(_) => None,
        }
    }

    fn enquiry(self) -> Option<EnquiryId> {
        match self {
            Self::Order(_) => None,
            Self::Enquiry(enquiry) => Some(enquiry),
        }
    }
}

fn standing(session: &Session<'_>, keeper: Uuid) -> Result<Vec<(AttachmentId, Attachment)>, Error> {
    let all = session.facts_about::<Attachment>(keeper)?;
    let gone: BTreeSet<AttachmentId> = all.iter().filter_map(|(_, file)| file.withdraws).collect();
    let all = all.into_iter().map(|(id, file)| (AttachmentId(id), file));

    let stands = |(id, file): &(AttachmentId, Attachment)| {
        file.withdraws.is_none() && !file.is_erased() && !gone.contains(id)
    };

    Ok(all.filter(stands).collect())
}

/// Puts files that lie in the folder with an order or an enquiry.
pub(crate) fn attach(deed: &Deed<'_>, keeper: Keeper, kept: Vec<Kept>) -> Result<Undo, Error> {
    match keeper {
        Keeper::Order(order) => drop(deed.get::<Order>(order)?),
        Keeper::Enquiry(enquiry) => drop(deed.get::<Enquiry>(enquiry)?),
    }
    let before = standing(deed.session, keeper.id())?;
    let mut known: BTreeSet<FileHash> = before.iter().map(|(_, it)| it.hash.clone()).collect();
    let mut ids = Vec::new();
    let mut there = None;
    for Kept { name, hash, size, thumbnail } in kept {
        if !known.insert(hash.clone()) {
            there = Some(name);
            continue;
        }
        let (at, by) = (deed.now, deed.actor);
        deed.session.is_here(hash.as_str(), None)?;
        let (order, enquiry) = (keeper.order(), keeper.enquiry());
        let withdraws = None;
        let file = Attachment { order, enquiry, name, hash, size, thumbnail, at, by, withdraws };
        ids.push(deed.note(&file)?);
    }
    if before.len() + ids.len() > MOST {
        return Err(FileFault::TooMany(MOST).into());
    }
    match there {
        Some(name) if ids.is_empty() => Err(FileFault::There(name).into()),
        _ => Ok(Undo::DetachFiles(ids)),
    }
}

/// Takes files away by a fact for each that names it, once.
pub(crate) fn withdraw(deed: &Deed<'_>, files: &[AttachmentId]) -> Result<(), Error> {
    for file in files {
        let attachment: Attachment = deed.get(*file)?;
        let Some(keeper) = attachment.keeper() else { continue };
        let standing = standing(deed.session, keeper)?;
        if !standing.iter().any(|(id, _)| id == file) {
            continue;
        }
        let (at, by, withdraws) = (deed.now, deed.actor, Some(*file));
        let gone = Attachment { at, by, withdraws, thumbnail: None, ..attachment };
        deed.note::<_, AttachmentId>(&gone)?;
    }

    Ok(())
}

/// Puts a file that was taken away there again.
pub(crate) fn attach_again(deed: &Deed<'_>, file: &Attachment) -> Result<(), Error> {
    // Headquarters may have let go of it meanwhile.
    deed.session.ask_again(file.hash.as_str())?;
    deed.note::<_, AttachmentId>(file).map(drop)
}

/// Puts the files of an enquiry, or of an order, with the order that came out of it.
pub(crate) fn hand_on(deed: &Deed<'_>, keeper: Keeper, order: OrderId) -> Result<(), Error> {
    let known = standing(deed.session, order.0)?;
    let room = MOST.saturating_sub(known.len());
    let files = standing(deed.session, keeper.id())?.into_iter().map(|(_, file)| file);
    let is_new = |file: &Attachment| known.iter().all(|(_, it)| it.hash != file.hash);
    for file in files.filter(is_new).take(room) {
        let (at, by) = (deed.now, deed.actor);
        let file = Attachment { order: Some(order), enquiry: None, at, by, ..file };
        deed.note::<_, AttachmentId>(&file)?;
    }

    Ok(())
}

/// Copies a file into the folder, whole or not at all.
fn keep(path: &Path, folder: &Path) -> Result<Kept, Error> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let name = name.unwrap_or_default();
    let name = allowed(&name).ok_or(FileFault::Kind(name))?;
    let bytes = read(path, &name)?;

    put(name, &bytes, folder)
}

/// Keeps what came with a mail, if it is of a sort that is kept.
pub(crate) fn keep_part(name: &str, bytes: &[u8], folder: &Path) -> Result<Option<Kept>, Error> {
    let fits = !bytes.is_empty() && bytes.len() as u64 <= LARGEST;
    match allowed(name).filter(|_| fits) {
        Some(name) => put(name, bytes, folder).map(Some),
        None => Ok(None),
    }
}

fn put(name: String, bytes: &[u8], folder: &Path) -> Result<Kept, Error> {
    let hash = blake3::hash(bytes).to_hex();
    let hash = FileHash::parse(&hash).ok_or(Error::Unknown("file"))?;
    let place = place(folder, &hash);
    if !place.is_file() {
        let around = place.parent().unwrap_or(folder);
        let written =
            std::fs::create_dir_all(around).and_then(|()| private_file::replace(&place, bytes));
        written.map_err(|error| Error::file(&place, &error))?;
    }

    Ok(Kept { size: bytes.len() as u64, thumbnail: picture::thumbnail(bytes), name, hash })
}

fn read(path: &Path, name: &str) -> Result<Vec<u8>, Error> {
    let at = |error: std::io::Error| Error::file(path, &error);
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(at)?;
    if !file.metadata().map_err(at)?.is_file() {
        return Err(FileFault::Kind(name.to_owned()).into());
    }
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(at)?;
    match bytes.len() as u64 {
        0 => Err(FileFault::Empty(name.to_owned()).into()),
        size if size > LARGEST => {
            Err(FileFault::TooLarge { name: name.to_owned(), most: LARGEST_MB }.into())
        }
        _ => Ok(bytes),
    }
}

/// Where the bytes with this hash lie.
fn place(folder: &Path, hash: &FileHash) -> PathBuf {
    place_of(folder, hash.as_str())
}

/// A name that every system takes, if it is that of a file that may be kept.
fn allowed(name: &str) -> Option<String> {
    let plain = |c: char| if c.is_control() || r#"\/:*?"<>|"#.contains(c) { '_' } else { c };
    let name: String = name.trim().chars().map(plain).collect();
    let (stem, end) = name.rsplit_once('.')?;
    let end = end.to_lowercase();
    let stem: String = stem.trim_start_matches(['.', '-']).chars().take(NAME).collect();

    (KINDS.contains(&end.as_str()) && !stem.trim().is_empty()).then(|| format!("{stem}.{end}"))
}
