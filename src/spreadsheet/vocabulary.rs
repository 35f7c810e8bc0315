//! Column names under which the trade's fields are found in other people's tables: what is recognised, never what is shown.
//!
//! The first words of a list are its best. Capitals, underscores, remarks in brackets and final numbers make no difference, and a
//! longer name that ends in one of the words counts too (客户联系电话 for 电话).

/// Someone else's number for the record.
pub const REFERENCE: &[&str] = &[
    "服务单号",
    "工单号",
    "订单号",
    "单号",
    "編號",
    "编号",
    "單號",
    "工單號",
    "id",
    "order number",
    "order no",
    "reference",
    "ref",
    "ticket",
    "job number",
    "job no",
    "job ref",
    "job reference",
    "job id",
    "job",
    "work order",
    "work order number",
    "ticket number",
    "ticket no",
    "call number",
    "call no",
    "case number",
    "case no",
];

/// The customer.
pub const CUSTOMER_NAME: &[&str] = &[
    "客户姓名",
    "客户名称",
    "姓名",
    "客户",
    "用户姓名",
    "用户",
    "联系人",
    "顾客",
    "客戶姓名",
    "客戶名稱",
    "客戶",
    "聯絡人",
    "顧客",
    "用戶",
    "customer name",
    "name",
    "customer",
    "client",
    "contact",
    "contact name",
];

/// A telephone number, the mobile one first.
pub const PHONE: &[&str] = &[
    "手机",
    "手机号",
    "手机号码",
    "联系电话",
    "电话",
    "电话号码",
    "联系方式",
    "手機",
    "手機號碼",
    "行動電話",
    "聯絡電話",
    "電話",
    "電話號碼",
    "mobile",
    "phone",
    "phone number",
    "telephone",
    "tel",
    "mobile number",
    "cell",
    "contact number",
];

/// A second telephone number.
pub const OTHER_PHONE: &[&str] = &[
    "备用电话",
    "固定电话",
    "座机",
    "市話",
    "備用電話",
    "other phone",
    "second phone",
    "landline",
    "home phone",
    "alternative phone",
];

/// Where the customer lives.
pub const ADDRESS: &[&str] = &[
    "详细地址",
    "地址",
    "客户地址",
    "安装地址",
    "住址",
    "上门地址",
    "詳細地址",
    "安裝地址",
    "address",
    "street address",
    "street",
    "full address",
    "customer address",
    "address line",
];

/// The town that the address is in, where it has a column of its own.
pub const TOWN: &[&str] =
    &["town", "city", "post town", "town city", "town or city", "城市", "所在城市", "縣市"];

/// What the post sorts by.
pub const POSTCODE: &[&str] = &[
    "postcode",
    "post code",
    "postal code",
    "zip",
    "zip code",
    "eircode",
    "邮编",
    "邮政编码",
    "郵遞區號",
    "郵政編碼",
];

/// The kind of service: repair, installation, maintenance.
pub const SERVICE: &[&str] = &[
    "服务类型",
    "服务类别",
    "服务种类",
    "服务性质",
    "服务项目",
    "服务内容",
    "业务类型",
    "工单类型",
    "工单类别",
    "报修类型",
    "派工类型",
    "维修类型",
    "服務類型",
    "服務類別",
    "服務種類",
    "服務性質",
    "服務項目",
    "服務內容",
    "業務類型",
    "工單類型",
    "服務單類別",
    "叫修類別",
    "kind of service",
    "service kind",
    "service type",
    "type of service",
    "job type",
    "type of job",
    "kind of job",
    "work type",
    "type of work",
    "order type",
    "order kind",
    "call type",
    "visit type",
];

/// The kind of appliance.
pub const CATEGORY: &[&str] = &[
    "品类",
    "产品类别",
    "产品品类",
    "产品大类",
    "产品名称",
    "产品",
    "类别",
    "品類",
    "產品類別",
    "產品名稱",
    "產品",
    "類別",
    "product category",
    "category",
    "product",
    "appliance",
    "item",
    "product type",
    "machine",
    "appliance type",
    "machine type",
];

/// Whose make the appliance is.
pub const BRAND: &[&str] = &["品牌", "牌子", "厂牌", "廠牌", "brand", "make", "manufacturer"];

/// The maker's name for the appliance.
pub const MODEL: &[&str] = &[
    "型号",
    "产品型号",
    "机型",
    "规格型号",
    "型號",
    "產品型號",
    "機型",
    "model",
    "model number",
    "model no",
];

/// The number on the appliance's plate.
pub const SERIAL: &[&str] = &[
    "序列号",
    "机号",
    "机身号",
    "机器编码",
    "产品编码",
    "条码",
    "序列號",
    "序號",
    "機號",
    "機身號碼",
    "產品序號",
    "條碼",
    "serial",
    "serial number",
    "serial no",
    "sn",
    "s n",
    "barcode",
];

/// The appliance's age in years.
pub const AGE: &[&str] =
    &["使用年限", "已用年数", "机龄", "使用年數", "機齡", "product age", "age", "age in years"];

/// The year the appliance was made in.
pub const YEAR: &[&str] = &[
    "生产年份",
    "出厂年份",
    "製造年份",
    "出廠年份",
    "year of manufacture",
    "year made",
    "manufacture year",
];

/// The day the appliance was bought.
pub const PURCHASE_DATE: &[&str] = &[
    "购买日期",
    "购机日期",
    "购买时间",
    "購買日期",
    "購機日期",
    "purchase date",
    "purchased",
    "date of purchase",
    "bought",
];

/// The day the appliance was installed.
pub const INSTALL_DATE: &[&str] = &[
    "安装日期",
    "安装时间",
    "安裝日期",
    "安裝時間",
    "install date",
    "installation date",
    "installed",
];

/// The day something happened or was asked for.
pub const DATE: &[&str] = &[
    "日期",
    "报修日期",
    "报修时间",
    "登记日期",
    "服务日期",
    "上门日期",
    "受理时间",
    "創建時間",
    "创建时间",
    "報修日期",
    "登記日期",
    "服務日期",
    "受理時間",
    "event date",
    "date",
    "created",
    "created at",
    "order date",
    "request date",
    "job date",
    "call date",
    "date received",
    "date reported",
    "date logged",
    "date booked",
    "reported",
    "received",
];

/// The day it was finished. Words that may head a yes or no are left out.
pub const CLOSED_DATE: &[&str] = &[
    "完工日期",
    "完工时间",
    "完成日期",
    "完成时间",
    "结单日期",
    "结单时间",
    "关闭日期",
    "关闭时间",
    "完工時間",
    "完成時間",
    "結單日期",
    "結單時間",
    "結案日期",
    "結案時間",
    "closing date",
    "closed at",
    "closed on",
    "date closed",
    "completion date",
    "completed at",
    "completed on",
    "date completed",
    "finish date",
    "finished at",
    "date finished",
    "repair date",
];

/// What the customer says is wrong.
pub const FAULT: &[&str] = &[
    "故障",
    "故障现象",
    "故障描述",
    "问题描述",
    "问题",
    "报修内容",
    "故障現象",
    "問題描述",
    "問題",
    "報修內容",
    "problem",
    "fault",
    "symptom",
    "description",
    "issue",
    "complaint",
    "fault reported",
    "reported fault",
    "work required",
];

/// What became of it.
pub const RESULT: &[&str] = &[
    "处理结果",
    "维修结果",
    "结果",
    "状态",
    "工单状态",
    "處理結果",
    "維修結果",
    "結果",
    "狀態",
    "repair status",
    "result",
    "status",
    "outcome",
    "state",
];

/// Why it could not be repaired.
pub const BARRIER: &[&str] = &[
    "未修复原因",
    "放弃原因",
    "未修復原因",
    "放棄原因",
    "repair barrier if end of life",
    "repair barrier",
    "barrier",
    "reason not repaired",
];

/// The office whose work it is.
pub const BRANCH: &[&str] = &[
    "网点",
    "服务网点",
    "网点名称",
    "分公司",
    "服务站",
    "門市",
    "網點",
    "服務網點",
    "服務站",
    "分店",
    "group identifier",
    "branch",
    "office",
    "service center",
    "service centre",
    "location",
];

/// Who went there.
pub const TECHNICIAN: &[&str] = &[
    "师傅",
    "维修师傅",
    "技师",
    "服务人员",
    "安装工",
    "師傅",
    "技師",
    "服務人員",
    "technician",
    "engineer",
    "fitter",
    "repairer",
    "engineer name",
    "technician name",
    "mechanic",
    "attended by",
];

/// What it cost.
pub const AMOUNT: &[&str] = &[
    "金额",
    "费用",
    "收费",
    "合计",
    "金額",
    "費用",
    "收費",
    "合計",
    "amount",
    "price",
    "charge",
    "total",
    "cost",
    "invoice total",
    "invoice amount",
    "fee",
];

/// Whether, how or how much was paid.
pub const PAID: &[&str] = &[
    "paid",
    "payment",
    "payment method",
    "payment status",
    "amount paid",
    "已付",
    "付款",
    "收款",
    "实收",
    "付款方式",
    "實收",
];

/// Anything else worth knowing.
pub const REMARK: &[&str] = &[
    "备注", "说明", "備註", "備注", "說明", "remark", "remarks", "note", "notes", "comment",
    "comments",
];

/// Someone else's number for a customer.
pub const CUSTOMER_NUMBER: &[&str] = &[
    "客户编号",
    "客户号",
    "客户代码",
    "会员号",
    "會員編號",
    "客戶編號",
    "客戶代號",
    "customer number",
    "customer no",
    "customer id",
    "customer ref",
    "account number",
    "account no",
    "client number",
    "client id",
];

/// When a customer has their birthday.
pub const BIRTHDAY: &[&str] =
    &["生日", "出生日期", "出生年月日", "birthday", "date of birth", "birth date", "dob"];

/// How much care a customer is due.
pub const LEVEL: &[&str] = &[
    "客户等级",
    "客户级别",
    "等级",
    "级别",
    "会员等级",
    "客戶等級",
    "等級",
    "會員等級",
    "customer level",
    "level",
    "vip",
    "tier",
];

/// The language or dialect that a customer likes to be spoken to in.
pub const LANGUAGE: &[&str] = &["语言", "方言", "語言", "language", "dialect", "spoken language"];

/// Whether a customer may be reached with offers and greetings.
pub const CONSENT: &[&str] = &[
    "同意",
    "同意联系",
    "同意营销",
    "是否同意回访",
    "同意聯絡",
    "同意行銷",
    "consent",
    "marketing consent",
    "may contact",
    "opt in",
];

/// By which channels a customer refused to be reached.
pub const REFUSED: &[&str] = &[
    "拒绝",
    "拒绝联系",
    "谢绝",
    "免打扰",
    "拒絕",
    "拒絕聯絡",
    "勿擾",
    "refused",
    "do not contact",
    "opt out",
    "opted out",
    "no contact by",
];

/// Whether a customer is a company.
pub const ORGANISATION: &[&str] = &[
    "是否单位",
    "单位客户",
    "客户类型",
    "客户性质",
    "客戶類型",
    "公司客戶",
    "organisation",
    "organization",
    "is company",
    "customer type",
];

/// Where an appliance was bought.
pub const SHOP: &[&str] = &[
    "购买商场",
    "购买渠道",
    "购买地点",
    "经销商",
    "購買通路",
    "購買地點",
    "經銷商",
    "shop",
    "dealer",
    "retailer",
    "bought at",
    "place of purchase",
];

/// The number of the invoice for an appliance.
pub const INVOICE: &[&str] = &[
    "发票号",
    "发票号码",
    "發票號碼",
    "發票",
    "invoice",
    "invoice number",
    "invoice no",
    "receipt number",
];

/// The name of somebody who works here.
pub const STAFF_NAME: &[&str] = &[
    "员工姓名",
    "员工",
    "姓名",
    "名字",
    "人员姓名",
    "師傅姓名",
    "师傅姓名",
    "員工姓名",
    "員工",
    "人員姓名",
    "employee",
    "employee name",
    "staff name",
    "staff",
    "worker",
    "name",
];

/// The number on somebody's badge.
pub const BADGE: &[&str] = &[
    "工号",
    "员工编号",
    "员工号",
    "工牌号",
    "工號",
    "員工編號",
    "員工代號",
    "badge",
    "badge number",
    "badge no",
    "staff number",
    "staff no",
    "employee number",
    "employee no",
    "employee id",
    "staff id",
];

/// What somebody does here.
pub const ROLE: &[&str] = &[
    "岗位",
    "职务",
    "职位",
    "工种",
    "角色",
    "崗位",
    "職務",
    "職稱",
    "職位",
    "role",
    "roles",
    "position",
    "job title",
    "duties",
];

/// Which machines somebody knows.
pub const SKILLS: &[&str] = &[
    "技能",
    "擅长",
    "维修品类",
    "专长",
    "擅長",
    "維修品類",
    "專長",
    "skills",
    "skill",
    "trades",
    "repairs",
];

/// Whether or when somebody left.
pub const LEFT: &[&str] = &[
    "离职",
    "离职日期",
    "在职状态",
    "是否离职",
    "離職",
    "離職日期",
    "在職狀態",
    "left",
    "left on",
    "leaving date",
    "leaver",
];

/// The maker's number for a part.
pub const PART_NUMBER: &[&str] = &[
    "配件编号",
    "配件编码",
    "配件号",
    "物料编码",
    "物料号",
    "料号",
    "零件号",
    "配件編號",
    "料號",
    "零件編號",
    "零件號碼",
    "part number",
    "part no",
    "part code",
    "part",
    "sku",
    "item number",
    "item code",
    "stock code",
];

/// What a part is.
pub const PART_NAME: &[&str] = &[
    "配件名称",
    "配件",
    "物料名称",
    "零件名称",
    "品名",
    "配件名稱",
    "零件名稱",
    "物料名稱",
    "part name",
    "description",
    "part description",
    "item name",
    "item",
];

/// What a part is counted in.
pub const UNIT: &[&str] =
    &["单位", "计量单位", "單位", "計量單位", "unit", "uom", "unit of measure"];

/// What a part costs its customer.
pub const PART_PRICE: &[&str] = &[
    "单价",
    "售价",
    "零售价",
    "价格",
    "單價",
    "售價",
    "價格",
    "unit price",
    "price",
    "retail price",
    "selling price",
    "list price",
];

/// What a scanner reads on a part.
pub const BARCODE: &[&str] =
    &["条形码", "条码", "扫码", "條碼", "條形碼", "barcode", "bar code", "ean", "scan code"];

/// Which machines a part fits.
pub const FITS: &[&str] = &[
    "适用品类",
    "适用机型",
    "适用产品",
    "適用品類",
    "適用產品",
    "fits",
    "suits",
    "for machines",
    "appliance types",
];

/// Whether each piece of a part has a number of its own.
pub const SERIALISED: &[&str] = &[
    "序列号管理",
    "是否序列号",
    "序號管理",
    "serialised",
    "serialized",
    "serial tracked",
    "has serial numbers",
];

/// How many there are.
pub const QUANTITY: &[&str] = &[
    "数量",
    "库存数量",
    "库存",
    "期初数量",
    "结存",
    "现存量",
    "數量",
    "庫存數量",
    "庫存",
    "期初數量",
    "結存",
    "quantity",
    "qty",
    "stock",
    "on hand",
    "in stock",
    "balance",
    "opening stock",
    "count",
];

/// Where stock lies.
pub const PLACE: &[&str] = &[
    "仓库",
    "库位",
    "存放地点",
    "保管人",
    "倉庫",
    "庫位",
    "存放地點",
    "保管人員",
    "location",
    "place",
    "store",
    "warehouse",
    "van",
    "held by",
];

/// Whether the name of a column, or the end of a Chinese one of two lines, is one of these, whatever its capitals and remarks.
#[must_use]
pub fn is_one_of(name: &str, words: &[&str]) -> bool {
    let name = crate::heading::meaning(name);
    let last = name.rsplit(' ').next().filter(|last| !last.is_ascii()).unwrap_or(&name);

    words.iter().map(|word| crate::heading::meaning(word)).any(|word| word == name || word == last)
}

/// Whether the name of a column is one of those above, whatever its capitals and remarks.
pub(crate) fn is_known(name: &str) -> bool {
    let name = crate::heading::meaning(name);
    let is_one = |word: &&str| crate::heading::meaning(word) == name;

    !name.is_empty() && ALL.iter().any(|words| words.iter().any(is_one))
}

const ALL: &[&[&str]] = &[
    REFERENCE,
    CUSTOMER_NAME,
    PHONE,
    OTHER_PHONE,
    ADDRESS,
    TOWN,
    POSTCODE,
    SERVICE,
    CATEGORY,
    BRAND,
    MODEL,
    SERIAL,
    AGE,
    YEAR,
    PURCHASE_DATE,
    INSTALL_DATE,
    DATE,
    CLOSED_DATE,
    FAULT,
    RESULT,
    BARRIER,
    BRANCH,
    TECHNICIAN,
    AMOUNT,
    PAID,
    REMARK,
    CUSTOMER_NUMBER,
    BIRTHDAY,
    LEVEL,
    LANGUAGE,
    CONSENT,
    REFUSED,
    ORGANISATION,
    SHOP,
    INVOICE,
    STAFF_NAME,
    BADGE,
    ROLE,
    SKILLS,
    LEFT,
    PART_NUMBER,
    PART_NAME,
    UNIT,
    PART_PRICE,
    BARCODE,
    FITS,
    SERIALISED,
    QUANTITY,
    PLACE,
];
