//! Icons by what they mean here, drawn with the letters of the Lucide icon font.

use iced::widget::{Text, text};
use iced::{Center, Element};
use lucide_icons::Icon as Lucide;

use crate::{fonts, size};

/// One icon. It takes the colour of the text around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Icon(char);

impl Icon {
    /// The icon as text of the given size, to be styled further.
    pub fn sized<'a>(self, size: f32) -> Text<'a> {
        text(self.0.to_string())
            .font(fonts::ICON)
            .size(size)
            .line_height(1.0)
            .shaping(text::Shaping::Basic)
            .align_x(Center)
            .align_y(Center)
    }

    /// The letter that looks like it.
    pub(crate) fn letter(self) -> char {
        self.0
    }
}

impl<'a, Message: 'a> From<Icon> for Element<'a, Message> {
    fn from(icon: Icon) -> Self {
        icon.sized(size::ICON).into()
    }
}

macro_rules! icons {
    ($($(#[$doc:meta])* $name:ident $lucide:ident),+ $(,)?) => {
        $($(#[$doc])* pub fn $name() -> Icon { Icon(Lucide::$lucide.unicode()) })+

        /// Every icon with its name, for a gallery.
        pub fn all() -> Vec<(&'static str, Icon)> {
            vec![$((stringify!($name), $name())),+]
        }
    };
}

icons! {
    /// The room Today.
    today CalendarCheck,
    /// The room Dispatch.
    dispatch CalendarClock,
    /// The room Orders.
    orders ClipboardList,
    /// The room Customers.
    customers Users,
    /// The room Parts.
    parts Package,
    /// The room Callbacks.
    callbacks PhoneCall,
    /// The room Care.
    care Heart,
    /// The room Knowledge.
    knowledge BookOpen,
    /// The room Reports.
    reports ChartColumn,
    /// The room Settings.
    settings Settings,
    /// Looking for something.
    search Search,
    /// A phone number.
    phone Phone,
    /// A person.
    user User,
    /// Two or more technicians.
    team UsersRound,
    /// A household or its address.
    home House,
    /// A place.
    place MapPin,
    /// A machine.
    appliance Refrigerator,
    /// A repair.
    wrench Wrench,
    /// Printing.
    printer Printer,
    /// Saving.
    save Save,
    /// Taking back the last deed.
    undo Undo2,
    /// Doing again or reloading.
    redo Redo2,
    /// Fetching anew.
    refresh RefreshCw,
    /// Adding.
    plus Plus,
    /// Taking one away.
    minus Minus,
    /// Done.
    check Check,
    /// All done.
    check_all CheckCheck,
    /// Closing, refusing.
    x X,
    /// A warning.
    alert TriangleAlert,
    /// Something to know.
    info Info,
    /// What could not be done.
    stop OctagonX,
    /// A question or help.
    help CircleQuestionMark,
    /// A time.
    clock Clock,
    /// A date.
    calendar Calendar,
    /// Deadline near.
    timer Timer,
    /// Unfolds below.
    chevron_down ChevronDown,
    /// Folds up.
    chevron_up ChevronUp,
    /// The one before.
    chevron_left ChevronLeft,
    /// The one after.
    chevron_right ChevronRight,
    /// Opens.
    arrow_right ArrowRight,
    /// Goes back.
    arrow_left ArrowLeft,
    /// Ordered upwards.
    arrow_up ArrowUp,
    /// Ordered downwards.
    arrow_down ArrowDown,
    /// Exchanging with headquarters.
    sync ArrowUpDown,
    /// In touch with headquarters.
    cloud Cloud,
    /// Out of touch with headquarters.
    cloud_off CloudOff,
    /// A very important customer.
    star Star,
    /// By night.
    moon Moon,
    /// By day.
    sun Sun,
    /// Bringing a file in.
    import Upload,
    /// Taking a file out.
    download Download,
    /// Throwing away.
    trash Trash2,
    /// Editing.
    edit Pencil,
    /// Filtering.
    filter ListFilter,
    /// A list.
    list List,
    /// A delivery or a van.
    truck Truck,
    /// A box on a shelf.
    crate_box Box,
    /// A shelf or warehouse.
    warehouse Warehouse,
    /// A letter.
    letter Mail,
    /// A document.
    file FileText,
    /// A spreadsheet.
    sheet Sheet,
    /// A picture.
    image Image,
    /// Something attached.
    attachment Paperclip,
    /// A piece of what stands above it.
    piece CornerDownRight,
    /// Money.
    money Banknote,
    /// A receipt or an expense sheet.
    receipt ReceiptText,
    /// A warranty.
    warranty ShieldCheck,
    /// Out of warranty.
    no_warranty ShieldOff,
    /// A lock, a PIN.
    lock Lock,
    /// Signing out.
    leave LogOut,
    /// Scanning.
    scan ScanBarcode,
    /// The keyboard.
    keyboard Keyboard,
    /// A language.
    language Languages,
    /// Large type.
    large_type ALargeSmall,
    /// A copy.
    copy Copy,
    /// Opens in another program.
    external ExternalLink,
    /// More can be done here.
    more Ellipsis,
    /// A conversation or complaint.
    message MessageSquare,
    /// An alarm or a task that is due.
    bell Bell,
    /// What was done before.
    history History,
    /// A route between places.
    route Route,
    /// A suggestion by the program.
    suggest Sparkles,
    /// Backup.
    backup DatabaseBackup,
    /// Headquarters.
    headquarters Building2,
    /// A shop.
    shop Store,
    /// A link or an alias.
    link Link,
    /// Seen.
    eye Eye,
    /// Nothing here.
    inbox Inbox,
    /// A flag, an urgent order.
    flag Flag,
    /// Waits for something.
    pause CirclePause,
    /// A filled mark's triangle.
    triangle Triangle,
    /// Cancelled.
    cancelled Ban,
    /// Being waited for.
    loader LoaderCircle,
}
