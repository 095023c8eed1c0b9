//! Keys that are read again when the issuer changes them.

use super::keys::{KeySource, StaticKeys, VerificationKey};
use async_trait::async_trait;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::Instant;

/// Reads the text of the JWKS from its file or address. It may block: it runs on the blocking pool.
pub type JwksLoader = Arc<dyn Fn() -> Result<String, String> + Send + Sync>;

/// How often keys are read again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ReloadPolicy {
    /// Least time between two attempts, so that tokens with invented key ids cannot make this service a client that
    /// hammers the issuer.
    pub floor: Duration,
    /// Age at which known keys are read again, so that a key the issuer withdrew is forgotten here too.
    pub max_age: Duration,
}

impl Default for ReloadPolicy {
    /// At most once in 30 s, at least once in 15 minutes while tokens arrive.
    fn default() -> Self {
        Self { floor: Duration::from_secs(30), max_age: Duration::from_mins(15) }
    }
}

#[derive(Clone, Copy)]
struct Times {
    attempted: Option<Instant>,
    loaded: Option<Instant>,
}

/// Keys behind a loader. When loading fails the last good keys stay in use and the log says so.
pub struct ReloadingKeys {
    loader: JwksLoader,
    policy: ReloadPolicy,
    keys: RwLock<StaticKeys>,
    /// Held by the one request that loads.
    times: Mutex<Times>,
}

impl ReloadingKeys {
    /// Starts without keys; the first token, or [`load`](Self::load), reads them.
    pub fn new(loader: JwksLoader, policy: ReloadPolicy) -> Self {
        let times = Mutex::new(Times { attempted: None, loaded: None });
        Self { loader, policy, keys: RwLock::default(), times }
    }

    /// Reads the keys now, for a check at start. It does not count as an attempt: nobody outside asked for it, so the first key
    /// that is not known is looked for at once.
    ///
    /// # Errors
    /// What the loader or the JWKS says.
    pub async fn load(&self) -> Result<(), String> {
        let mut times = self.times.lock().await;
        let loaded = self.load_locked(&mut times).await;
        times.attempted = None;
        loaded
    }

    async fn load_locked(&self, times: &mut Times) -> Result<(), String> {
        times.attempted = Some(Instant::now());
        let loader = Arc::clone(&self.loader);
        let text = tokio::task::spawn_blocking(move || loader()).await.map_err(|error| error.to_string())??;
        let fresh = StaticKeys::from_jwks(&text).map_err(|error| error.to_string())?;
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        times.loaded = Some(Instant::now());
        Ok(())
    }

    fn cached(&self, kid: &str) -> Option<Arc<VerificationKey>> {
        self.keys.read().unwrap_or_else(PoisonError::into_inner).get(kid)
    }

    async fn reload_unless_just_tried(&self, times: &mut Times) {
        if times.attempted.is_some_and(|attempted| attempted.elapsed() < self.policy.floor) {
            return;
        }
        if let Err(cause) = self.load_locked(times).await {
            tracing::warn!(%cause, "the keys of the token issuer could not be read; the last good ones stay in use");
        }
    }
}

#[async_trait]
impl KeySource for ReloadingKeys {
    async fn key(&self, kid: &str) -> Option<Arc<VerificationKey>> {
        if let Some(key) = self.cached(kid) {
            // Whoever finds the lock free refreshes old keys; nobody waits for it.
            if let Ok(mut times) = self.times.try_lock() {
                if times.loaded.is_some_and(|loaded| loaded.elapsed() < self.policy.max_age) {
                    return Some(key);
                }
                self.reload_unless_just_tried(&mut times).await;
                return self.cached(kid);
            }
            return Some(key);
        }
        let mut times = self.times.lock().await;
        // Another request may have loaded the key while this one waited.
        if self.cached(kid).is_none() {
            self.reload_unless_just_tried(&mut times).await;
        }
        self.cached(kid)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::auth::tests_support::{Signer, jwks};
    use std::sync::atomic::{AtomicUsize, Ordering};

    struct Source {
        text: Arc<std::sync::Mutex<Result<String, String>>>,
        reads: Arc<AtomicUsize>,
        keys: ReloadingKeys,
    }

    fn source(first: Result<String, String>) -> Source {
        let (text, reads) = (Arc::new(std::sync::Mutex::new(first)), Arc::new(AtomicUsize::new(0)));
        let (loader_text, loader_reads) = (Arc::clone(&text), Arc::clone(&reads));
        let loader: JwksLoader = Arc::new(move || {
            loader_reads.fetch_add(1, Ordering::SeqCst);
            loader_text.lock().unwrap().clone()
        });
        Source { text, reads, keys: ReloadingKeys::new(loader, ReloadPolicy::default()) }
    }

    #[tokio::test(start_paused = true)]
    async fn an_unknown_key_reloads_but_not_more_often_than_the_floor() {
        let source = source(Ok(jwks(&[&Signer::ed("one")])));
        assert!(source.keys.key("one").await.is_some());
        assert_eq!(source.reads.load(Ordering::SeqCst), 1);

        *source.text.lock().unwrap() = Ok(jwks(&[&Signer::ed("one"), &Signer::ed("two")]));
        for _ in 0..50 {
            assert!(source.keys.key("two").await.is_none(), "the floor has not passed");
        }
        assert_eq!(source.reads.load(Ordering::SeqCst), 1);

        tokio::time::advance(Duration::from_secs(30)).await;
        assert!(source.keys.key("two").await.is_some());
        assert_eq!(source.reads.load(Ordering::SeqCst), 2);
    }

    #[tokio::test(start_paused = true)]
    async fn after_the_load_at_start_the_first_unknown_key_is_looked_for_at_once() {
        let source = source(Ok(jwks(&[&Signer::ed("one")])));
        source.keys.load().await.unwrap();
        *source.text.lock().unwrap() = Ok(jwks(&[&Signer::ed("one"), &Signer::ed("two")]));
        assert!(source.keys.key("two").await.is_some());
        *source.text.lock().unwrap() = Ok(jwks(&[&Signer::ed("three")]));
        assert!(source.keys.key("three").await.is_none(), "from then on the floor holds");
        assert_eq!(source.reads.load(Ordering::SeqCst), 2);
    }

    #[tokio::test(start_paused = true)]
    async fn a_withdrawn_key_is_forgotten_and_a_failure_keeps_the_last_good_ones() {
        let source = source(Ok(jwks(&[&Signer::ed("one"), &Signer::ed("two")])));
        assert!(source.keys.key("two").await.is_some());

        *source.text.lock().unwrap() = Err("down".to_owned());
        tokio::time::advance(Duration::from_mins(15)).await;
        assert!(source.keys.key("two").await.is_some(), "the issuer is down, its keys are still good");

        *source.text.lock().unwrap() = Ok(jwks(&[&Signer::ed("one")]));
        tokio::time::advance(Duration::from_secs(30)).await;
        assert!(source.keys.key("two").await.is_none(), "the issuer withdrew it");
        assert!(source.keys.key("one").await.is_some());
    }

    #[tokio::test(start_paused = true)]
    async fn the_first_load_tells_what_is_wrong() {
        assert_eq!(source(Err("no such file".into())).keys.load().await, Err("no such file".to_owned()));
        assert!(source(Ok("{}".into())).keys.load().await.unwrap_err().contains("not a JWKS"));
        assert!(source(Ok(jwks(&[&Signer::ed("one")]))).keys.load().await.is_ok());
    }
}
