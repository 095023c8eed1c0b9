//! The suite that every adapter of [`Store`] and [`Queries`] must pass, and the deterministic stand-ins that tests need
//! for the other ports.
//!
//! Each case is one sentence about the ports, written as a plain async function: it drives the real use cases, or
//! commits change sets of its own, and looks at what the views tell afterwards. An adapter lists nothing: its test file
//! calls [`crate::contract_suite!`] with an expression that makes an empty store, and gets one test for each case.
//!
//! Commands that run «at once» are no matter of luck here: a [`race::StartingLine`] holds every commit back until all of
//! them have been decided on the same state, and only then lets them go.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::missing_panics_doc,
    clippy::missing_errors_doc,
    reason = "test code behind its own feature: an expectation that does not hold is a panic"
)]

pub mod cases;
pub mod codici;
pub mod delegations;
pub mod fakes;
pub mod heirs;
mod memory_adapter;
mod memory_registers;
pub mod people;
pub mod race;
pub mod replay;
pub mod stage;

pub use fakes::{
    CountingIds, FixedClock, KeptDocuments, NumberedFunding, RecordedPayouts, SilentNotices, ToldDirectory, rome,
};
pub use memory_adapter::{memory_adapter, ready};

use crate::ports::{Queries, Store};
use std::any::Any;
use std::sync::Arc;

/// A pair of ports over one store that begins empty, and whatever must outlive it: a folder, a database.
pub struct Adapter {
    /// State.
    pub store: Arc<dyn Store>,
    /// Views of the same state.
    pub queries: Arc<dyn Queries>,
    /// Dropped last.
    guard: Option<Box<dyn Any + Send + Sync>>,
}

impl Adapter {
    /// The two ports of one empty store.
    pub fn new(store: Arc<dyn Store>, queries: Arc<dyn Queries>) -> Self {
        Self { store, queries, guard: None }
    }

    /// The same, with something that is kept until the adapter is dropped.
    #[must_use]
    pub fn keeping(self, guard: impl Any + Send + Sync) -> Self {
        Self { guard: Some(Box::new(guard)), ..self }
    }
}

impl std::fmt::Debug for Adapter {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Adapter").field("guarded", &self.guard.is_some()).finish_non_exhaustive()
    }
}

/// One test for each case of the suite, on a fresh [`Adapter`] each: `contract_suite!(new_store());`, where the
/// expression is a future of an adapter on an empty store. The crate that calls it has `tokio` among its dependencies.
#[macro_export]
macro_rules! contract_suite {
    ($adapter:expr) => {
        $crate::contract_suite!(@tests $adapter =>
            consistency::{
                a_stale_change_is_a_conflict_and_leaves_no_trace,
                a_change_is_committed_whole_or_not_at_all,
                a_change_decided_on_an_older_year_of_the_pair_is_a_conflict,
                what_only_one_can_have_is_given_once,
                a_change_that_changes_nothing_is_admitted,
                what_was_committed_is_what_is_loaded,
                several_scopes_are_loaded_as_each_by_itself,
            }
            idempotency::{
                a_repeated_key_gets_its_first_reply,
                a_key_with_another_body_is_refused,
                a_key_of_one_caller_never_answers_another,
                a_key_used_twice_at_once_is_done_once,
                a_refused_command_leaves_its_key_free,
            }
            limits::{
                the_last_voucher_of_a_worker_goes_to_one_household,
                the_last_voucher_of_a_household_goes_to_one_worker,
                the_last_voucher_of_a_pair_is_used_once,
                thirty_two_at_once_of_one_pair_use_what_is_left_and_no_more,
                two_overlapping_shifts_at_once_are_one,
                the_first_record_of_a_year_opens_its_counters,
            }
            changes::{
                a_wallet_is_spent_once,
                cancelling_gives_back_exactly_once,
                a_correction_replaces_what_was_counted,
                a_correction_and_a_cancellation_at_once_leave_one_truth,
                a_correction_into_another_year_moves_the_counters,
            }
            receipts::{
                a_repeated_receipt_changes_nothing,
                a_receipt_that_fits_no_notice_waits_in_suspense,
                two_receipts_for_one_notice_at_once_credit_it_once,
                one_receipt_twice_at_once_is_recorded_once,
            }
            purses::{
                bonus_money_and_own_money_never_mix,
                no_change_takes_from_one_purse_what_the_other_holds,
                the_bonus_purse_is_spent_once,
                a_bonus_claimed_twice_at_once_is_credited_once,
                what_is_entered_late_is_paid_by_the_run_of_its_entry,
            }
            pay_run::{
                a_run_repeated_pays_once_and_writes_the_same,
                two_runs_at_once_pay_once,
                mandates_are_paid_apart,
            }
            refunds::{
                a_refund_reserves_its_sum_at_once,
                a_refund_and_a_record_at_once_share_what_there_is,
                withdrawing_gives_back_exactly_once,
                a_refund_goes_its_whole_way,
                two_runs_of_refunds_at_once_send_once,
                refunds_are_listed_page_by_page,
                what_was_asked_for_in_life_is_not_sent_after_the_death,
            }
            registration::{
                a_person_registered_twice_at_once_has_one_profile,
                the_two_profiles_of_a_person_share_the_person,
                what_a_worker_changes_is_seen,
                nobody_and_nothing_is_no_error,
            }
            deaths::{
                a_recorded_death_is_what_is_loaded,
                nobody_acts_for_who_has_died,
                a_death_is_recorded_once,
            }
            heirs::{
                an_heir_goes_the_whole_way,
                before_recognition_nobody_enters_work_or_asks_for_money,
                a_death_voids_what_would_follow_it_and_nothing_else,
                a_validation_records_the_declared_death,
                the_log_ins_of_the_deceased_end,
                three_shares_sum_to_the_residue,
                a_document_is_seen_by_who_uploaded_it,
                cases_are_listed_page_by_page,
                a_draft_moves_nothing_that_others_see,
            }
            heirs_races::{
                a_record_and_the_death_at_once_leave_one_truth,
                a_refund_and_the_death_at_once_leave_one_truth,
                the_whole_asked_twice_at_once_is_given_once,
                an_entry_and_a_request_at_once_leave_one_truth,
                a_withdrawal_and_an_entry_at_once_leave_one_truth,
                a_declaration_decided_twice_at_once_is_decided_once,
            }
            delegations::{
                a_delegation_goes_its_whole_way,
                a_delegation_of_one_role_is_none_in_the_other,
                a_revoked_delegation_ends_at_once,
                a_revocation_and_an_act_at_once_leave_one_truth,
                with_the_death_of_who_gave_it_a_delegation_ends,
                a_delegation_on_paper_registers_who_gave_it,
                delegations_are_listed_page_by_page,
            }
            looks::{
                who_looks_at_anothers_data_is_recorded,
                looks_are_listed_page_by_page,
            }
            decisions::{
                a_decision_read_back_and_taken_again_ends_the_same,
                a_validation_is_explained_and_a_refusal_is_not_kept,
            }
            registries::{
                a_notice_waits_for_its_parties,
                the_last_notice_of_a_protocol_holds,
                two_notices_of_one_protocol_at_once_are_one_employment,
                a_household_sees_both_kinds_of_employments,
                external_pay_counts_in_the_workers_limit,
                a_total_told_at_once_with_a_record_leaves_one_truth,
                worked_days_are_loaded_once_each,
            }
            events::{
                events_come_in_order_whatever_the_page,
                the_register_keeps_who_acted_for_whom_and_how,
            }
            outbox::{
                a_notice_is_leased_to_one_until_its_lease_ends,
                a_delivered_notice_never_comes_again,
                two_claimers_at_once_share_the_outbox,
            }
            views::{
                the_scrivania_of_a_first_access_is_empty,
                the_views_agree_with_each_other,
                filters_find_what_they_name,
                a_record_is_shown_with_its_text_and_its_last_explanation,
            }
            pages::{
                records_written_meanwhile_move_no_page,
                movements_written_meanwhile_move_no_page,
                top_ups_written_meanwhile_move_no_page,
            }
        );
    };
    (@tests $adapter:expr => $($module:ident::{$($case:ident,)+})+) => {
        $($(#[tokio::test(flavor = "multi_thread")]
        async fn $case() {
            let adapter: $crate::contract::Adapter = $adapter.await;
            $crate::contract::cases::$module::$case(&adapter).await;
        })+)+
    };
}
