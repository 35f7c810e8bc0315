//! What the values of the domain are called.

use domain::{
    ArticleCategory, ArticleState, Aspect, CallbackOutcome, CancelReason, Category, Channel,
    ChargeKind, CodeGroup, Condition, Coverage, DeskRole, DeskWork, EnquiryChannel,
    EnquiryEventKind, EnquiryState, ErasureReason, Event, Family, FeedbackStage, Grade, Level,
    LifeKind, Location, Means, OrderKind, Outcome, Owner, Payer, Priority, Purpose, ReadingKind,
    ReplyWay, Role, Source, State, StockReason, Tier, VisitState,
};

use crate::Locale;

impl Locale {
    /// What a machine is called in lists: what its own file calls it where the category says little, see
    /// [`domain::Appliance::called`]; else its category.
    #[must_use]
    pub fn machine(&self, category: Category, called: Option<&str>) -> String {
        called.map_or_else(|| self.category(category), str::to_owned)
    }
}

/// Writes one method per enum: the value in, its word out. A value without a word does not compile.
macro_rules! labels {
    ($($(#[$doc:meta])* $method:ident($value:ident) { $($variant:ident => $message:ident,)+ })+) => {
        impl Locale {
            $($(#[$doc])*
            #[must_use]
            pub fn $method(&self, value: $value) -> String {
                match value {
                    $($value::$variant => self.$message(),)+
                }
            })+
        }
    };
}

labels! {
    /// What an article is about: 假故障, Not really a fault.
    article_category(ArticleCategory) {
        Question => knowledge_category_question,
        PseudoFault => knowledge_category_pseudo_fault,
        Fault => knowledge_category_fault,
        ProductTerm => knowledge_category_product_term,
    }
    /// What an article is at: 草稿, Draft.
    article_state(ArticleState) {
        Draft => knowledge_state_draft,
        Published => knowledge_state_published,
        Archived => knowledge_state_archived,
    }
    /// What an order is at: 待派工, To assign.
    state(State) {
        Draft => state_draft,
        Ready => state_ready,
        Assigned => state_assigned,
        Booked => state_booked,
        OnSite => state_on_site,
        WaitingPart => state_waiting_part,
        WaitingAppraisal => state_waiting_appraisal,
        Done => state_done,
        SheetIn => state_sheet_in,
        CalledBack => state_called_back,
        Closed => state_closed,
        Settled => state_settled,
        Cancelled => state_cancelled,
        Exception => state_exception,
        Registered => state_registered,
        Routed => state_routed,
        Answered => state_answered,
        Accepted => state_accepted,
        Rejected => state_rejected,
        Open => state_open,
        Converted => state_converted,
        Loaded => state_loaded,
        Delivered => state_delivered,
        Failed => state_failed,
    }
    /// What happened to an order: 改约, Rescheduled.
    event(Event) {
        Accept => event_accept,
        Assign => event_assign,
        Reassign => event_reassign,
        Unassign => event_unassign,
        Book => event_book,
        Reschedule => event_reschedule,
        Urge => event_urge,
        WithdrawUrge => event_withdraw_urge,
        Arrive => event_arrive,
        Finish => event_finish,
        LeaveUnfinished => event_leave_unfinished,
        NeedPart => event_need_part,
        PartArrived => event_part_arrived,
        NeedAppraisal => event_need_appraisal,
        Appraised => event_appraised,
        AppraisedDone => event_appraised_done,
        EnterSheet => event_enter_sheet,
        Reenter => event_reenter,
        CallBack => event_call_back,
        ReopenCall => event_reopen_call,
        Redo => event_redo,
        Close => event_close,
        Settle => event_settle,
        Cancel => event_cancel,
        Reinstate => event_reinstate,
        RaiseException => event_raise_exception,
        UndoException => event_undo_exception,
        Route => event_route,
        Answer => event_answer,
        AcceptAnswer => event_accept_answer,
        RejectAnswer => event_reject_answer,
        Convert => event_convert,
        Load => event_load,
        Deliver => event_deliver,
        FailDelivery => event_fail_delivery,
        Retry => event_retry,
        ImportDone => event_import_done,
        ImportClosed => event_import_closed,
        WithdrawImport => event_withdraw_import,
        TakeBack => event_take_back,
        HandoverEnded => event_handover_ended,
        AskHandover => event_ask_handover,
        WithdrawHandover => event_withdraw_handover,
        RefuseHandover => event_refuse_handover,
    }
    /// How an enquiry came: 邮件, Mail.
    enquiry_channel(EnquiryChannel) {
        Mail => inbox_channel_mail,
        Web => inbox_channel_web,
        Letter => inbox_channel_letter,
        Telephone => inbox_channel_telephone,
    }
    /// What an enquiry is at: 无人跟进, Nobody's.
    enquiry_state(EnquiryState) {
        Open => inbox_state_open,
        Routed => inbox_state_routed,
        Answered => inbox_state_answered,
        Closed => inbox_state_closed,
        Converted => inbox_state_converted,
    }
    /// What happened to an enquiry.
    enquiry_event(EnquiryEventKind) {
        Route => inbox_event_route,
        Answer => inbox_event_answer,
        Send => inbox_event_send,
        Close => inbox_event_close,
        Convert => inbox_event_convert,
        Reopen => inbox_event_reopen,
    }
    /// How an answer left.
    reply_way(ReplyWay) {
        Letter => inbox_way_letter,
        Mail => inbox_way_mail,
        Telephone => inbox_way_telephone,
        Copied => inbox_way_copied,
    }
    /// What was promised: 维修, Repair.
    order_kind(OrderKind) {
        Install => kind_install,
        Repair => kind_repair,
        Maintenance => kind_maintenance,
        Delivery => kind_delivery,
        Complaint => kind_complaint,
        Consultation => kind_consultation,
        Exchange => kind_exchange,
        Return => kind_return,
        Dismantle => kind_dismantle,
        Measure => kind_measure,
        Appraisal => kind_appraisal,
    }
    /// How an order came in.
    source(Source) {
        Phone => source_phone,
        Headquarters => source_headquarters,
        Shop => source_shop,
        Import => source_import,
        Callback => source_callback,
    }
    /// Who goes first.
    priority(Priority) {
        Normal => source_normal,
        Urgent => source_urgent,
    }
    /// Why an order was cancelled.
    cancel_reason(CancelReason) {
        RefusesCharge => reason_refuses_charge,
        Duplicate => reason_duplicate,
        NotAVisitProduct => reason_not_a_visit_product,
        WrongPhone => reason_wrong_phone,
        SolvedByPhone => reason_solved_by_phone,
        CustomerCancels => reason_customer_cancels,
        Unreachable => reason_unreachable,
        NotYet => reason_not_yet,
        Other => reason_other,
        HandedOver => reason_handed_over,
        DoneThere => reason_done_there,
    }
    /// Why a person is erased.
    erasure_reason(ErasureReason) {
        Request => reason_erased_request,
        Withdrawn => reason_erased_withdrawn,
        Unneeded => reason_erased_unneeded,
        Mistake => reason_erased_mistake,
    }
    /// What a visit is at.
    visit_state(VisitState) {
        Planned => state_visit_planned,
        Printed => state_visit_printed,
        Ended => state_visit_ended,
        Void => state_visit_void,
    }
    /// What a visit came to.
    outcome(Outcome) {
        Finished => outcome_finished,
        Partial => outcome_partial,
        NotHome => outcome_not_home,
        Refused => outcome_refused,
        NeedPart => outcome_need_part,
        NeedAppraisal => outcome_need_appraisal,
    }
    /// What is measured: 电压, Voltage.
    reading_kind(ReadingKind) {
        Voltage => reading_voltage,
        Current => reading_current,
        OutletTemperature => reading_outlet_temperature,
        RefrigerantPressure => reading_refrigerant_pressure,
        GasPressure => reading_gas_pressure,
        WaterPressure => reading_water_pressure,
        Insulation => reading_insulation,
        DissolvedSolids => reading_dissolved_solids,
        InsideTemperature => reading_inside_temperature,
    }
    /// How a call after the work ended.
    callback_outcome(CallbackOutcome) {
        Reached => state_callback_reached,
        NoAnswer => state_callback_no_answer,
        Unreachable => state_callback_unreachable,
        Waived => state_callback_waived,
    }
    /// What the customer says of it all.
    grade(Grade) {
        VerySatisfied => grade_very_satisfied,
        Satisfied => grade_satisfied,
        Dissatisfied => grade_dissatisfied,
    }
    /// What is asked about one by one.
    aspect(Aspect) {
        Attitude => grade_attitude,
        Skill => grade_skill,
        Punctual => grade_punctual,
        Tidy => grade_tidy,
        ChargedAsShown => grade_charged_as_shown,
    }
    /// A kind of machine: 电热水器, Water heater.
    category(Category) {
        WaterHeater => appliance_water_heater,
        GasWaterHeater => appliance_gas_water_heater,
        RangeHood => appliance_range_hood,
        GasStove => appliance_gas_stove,
        AirConditioner => appliance_air_conditioner,
        Washer => appliance_washer,
        Refrigerator => appliance_refrigerator,
        Dishwasher => appliance_dishwasher,
        WaterPurifier => appliance_water_purifier,
        Television => appliance_television,
        SmallAppliance => appliance_small_appliance,
        Oven => appliance_oven,
        Cooker => appliance_cooker,
        Dryer => appliance_dryer,
        Hob => appliance_hob,
        Microwave => appliance_microwave,
        Freezer => appliance_freezer,
        Other => appliance_other,
    }
    /// Other words for a kind of machine, between commas: what a person may type for it.
    category_also(Category) {
        WaterHeater => appliance_water_heater_also,
        GasWaterHeater => appliance_gas_water_heater_also,
        RangeHood => appliance_range_hood_also,
        GasStove => appliance_gas_stove_also,
        AirConditioner => appliance_air_conditioner_also,
        Washer => appliance_washer_also,
        Refrigerator => appliance_refrigerator_also,
        Dishwasher => appliance_dishwasher_also,
        WaterPurifier => appliance_water_purifier_also,
        Television => appliance_television_also,
        SmallAppliance => appliance_small_appliance_also,
        Oven => appliance_oven_also,
        Cooker => appliance_cooker_also,
        Dryer => appliance_dryer_also,
        Hob => appliance_hob_also,
        Microwave => appliance_microwave_also,
        Freezer => appliance_freezer_also,
        Other => appliance_other_also,
    }
    /// A way to reach someone.
    channel(Channel) {
        Call => consent_call,
        Letter => consent_letter,
        Message => consent_message,
        Email => consent_email,
    }
    /// What happened in a family: 新添宝宝, A child was born.
    life_kind(LifeKind) {
        MovedIn => life_moved_in,
        Rebuilding => life_rebuilding,
        Wedding => life_wedding,
        Child => life_child,
        Elder => life_elder,
        MovedOut => life_moved_out,
        Illness => life_illness,
        Bereavement => life_bereavement,
        Other => life_other,
    }
    /// How close a household is to the brands of the office: 金卡会员, Gold.
    tier(Tier) {
        Guest => loyalty_guest,
        Member => loyalty_member,
        Silver => loyalty_silver,
        Gold => loyalty_gold,
        Diamond => loyalty_diamond,
    }
    /// At which step of what they bought a customer said something: 安装时, At installation.
    feedback_stage(FeedbackStage) {
        Purchase => loyalty_purchase,
        Delivery => loyalty_delivery,
        Installation => loyalty_installation,
        Use => loyalty_use,
    }
    /// How much care a customer is due.
    level(Level) {
        Ordinary => consent_ordinary,
        Vip => consent_vip,
    }
    /// What the maker may cover.
    coverage(Coverage) {
        Parts => warranty_parts,
        Labour => warranty_labour,
        Trip => warranty_trip,
    }
    /// What a line of an expense sheet is for.
    charge_kind(ChargeKind) {
        Labour => charge_labour,
        Trip => charge_trip,
        Remote => charge_remote,
        Part => charge_part,
        Other => charge_other,
    }
    /// How a customer paid.
    means(Means) {
        Cash => charge_means_cash,
        Card => charge_means_card,
        Transfer => charge_means_transfer,
    }
    /// Who pays a line.
    payer(Payer) {
        Customer => charge_customer,
        Maker => charge_maker,
    }
    /// Whether a part can be built in.
    condition(Condition) {
        Good => stock_good,
        Faulty => stock_faulty,
    }
    /// Whose a part is.
    owner(Owner) {
        Office => stock_office,
        Headquarters => stock_headquarters,
    }
    /// Why stock moved.
    stock_reason(StockReason) {
        Opening => stock_opening,
        Received => stock_received,
        Issued => stock_issued,
        Returned => stock_returned,
        Used => stock_used,
        Removed => stock_removed,
        Counted => stock_counted,
        Reversed => stock_reversed,
    }
    /// What someone does in the office.
    role(Role) {
        Dispatcher => role_dispatcher,
        Technician => role_technician,
        Clerk => role_clerk,
        PartsKeeper => role_parts_keeper,
        Manager => role_manager,
    }
    /// What a computer is there for.
    desk_role(DeskRole) {
        WholeOffice => desk_role_whole_office,
        Manager => desk_role_manager,
        Dispatcher => desk_role_dispatcher,
        Clerk => desk_role_clerk,
        PartsKeeper => desk_role_parts_keeper,
        ReadOnly => desk_role_read_only,
    }
    /// What is done at one.
    desk_work(DeskWork) {
        Intake => desk_duty_intake,
        Dispatch => desk_duty_dispatch,
        Sheets => desk_duty_sheets,
        Parts => desk_duty_parts,
        Callbacks => desk_duty_callbacks,
        Letters => desk_duty_letters,
        Office => desk_duty_office,
    }
    /// What a code says something about.
    code_group(CodeGroup) {
        Fault => code_fault,
        Cause => code_cause,
        Measure => code_measure,
    }
    /// What a letter is about.
    purpose(Purpose) {
        Thanks => letter_thanks,
        ComplaintAnswer => letter_complaint_answer,
        MaintenanceDue => letter_maintenance_due,
        Reply => letter_reply,
    }
}

impl Locale {
    /// What an order of this kind is at: a delivery that is ready is 待送货, not 待派工.
    #[must_use]
    pub fn state_of(&self, state: State, kind: OrderKind) -> String {
        match (state, kind.family()) {
            (State::Ready, Family::Delivery) => self.state_delivery_ready(),
            (State::Closed, Family::Consultation | Family::Complaint) => {
                self.state_consultation_closed()
            }
            (state, _) => self.state(state),
        }
    }

    /// Where stock is. `technician` is the name of whose van it is, where it is a van.
    #[must_use]
    pub fn location(&self, location: Location, technician: Option<&str>) -> String {
        match (location, technician) {
            (Location::Store, _) => self.stock_store(),
            (Location::Van(_), Some(name)) => self.stock_van(name),
            (Location::Van(_), None) => self.stock_van_unknown(),
            (Location::Faulty, _) => self.stock_faulty_store(),
            (Location::Transit, _) => self.stock_transit(),
            (Location::Supplier, _) => self.stock_supplier(),
            (Location::Customer, _) => self.stock_customer(),
            (Location::Scrap, _) => self.stock_scrap(),
            (Location::Adjustment, _) => self.stock_adjustment(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::Language;

    fn distinct<T: Copy>(values: &[T], word: impl Fn(&Locale, T) -> String) {
        for language in Language::ALL {
            let locale = Locale::new(language);
            let words: BTreeSet<_> = values.iter().map(|value| word(&locale, *value)).collect();
            assert_eq!(words.len(), values.len(), "{words:?}");
        }
    }

    #[test]
    fn no_two_values_share_a_word() {
        distinct(&State::ALL, Locale::state);
        distinct(&OrderKind::ALL, Locale::order_kind);
        distinct(&CancelReason::ALL, Locale::cancel_reason);
        distinct(&ErasureReason::ALL, Locale::erasure_reason);
        distinct(&Outcome::ALL, Locale::outcome);
        distinct(&Category::ALL, Locale::category);
        distinct(&Grade::ALL, Locale::grade);
        distinct(&Aspect::ALL, Locale::aspect);
        distinct(&Purpose::ALL, Locale::purpose);
        distinct(&ReadingKind::ALL, Locale::reading_kind);
    }

    #[test]
    fn a_ready_delivery_is_not_waiting_to_be_assigned() {
        let locale = Locale::default();
        assert_eq!(locale.state_of(State::Ready, OrderKind::Delivery), "待送货");
        assert_eq!(locale.state_of(State::Ready, OrderKind::Repair), "待派工");
    }
}
