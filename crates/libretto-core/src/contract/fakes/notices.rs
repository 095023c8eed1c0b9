//! A dispatcher that keeps what it was handed.

use super::lock;
use crate::ports::{Notice, NoticeError, Notices};
use async_trait::async_trait;
use std::sync::Mutex;

/// Delivers to nobody and remembers everything.
#[derive(Debug, Default)]
pub struct SilentNotices(Mutex<Vec<Notice>>);

impl SilentNotices {
    /// What was handed over so far, in order.
    pub fn delivered(&self) -> Vec<Notice> {
        lock(&self.0).clone()
    }
}

#[async_trait]
impl Notices for SilentNotices {
    async fn deliver(&self, notices: &[Notice]) -> Result<(), NoticeError> {
        lock(&self.0).extend_from_slice(notices);
        Ok(())
    }
}
