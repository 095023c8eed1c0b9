//! A running service with those who call it.

use crate::scenario::{Ente, Parte};
use crate::service::{Client, Home, Service, cast};
use serde_json::Value;
use std::collections::HashMap;

/// Italian time at which the service starts: before anything that a scenario tells.
const START: &str = "2017-01-01T00:00";

/// One life of the service.
pub(super) struct Session {
    /// The process.
    pub(super) service: Service,
    /// The back office, who also moves the clock.
    pub(super) back_office: Client,
    /// The payment system.
    pub(super) payment_system: Client,
    /// The declarations in force.
    pub(super) declarations: Vec<Value>,
    /// People by fiscal code and channel.
    people: HashMap<(String, Option<String>), Client>,
    /// Bodies by identifier and category.
    bodies: HashMap<String, Client>,
}

impl Session {
    /// Starts the service on the store of a home.
    pub(super) fn open(home: &Home) -> Self {
        let service = home.start(START);
        let back_office = service.client(&home.role("back-office"));
        let payment_system = service.client(&home.role("sistema-pagamenti"));
        let declarations = cast::declarations(&back_office);
        Self { service, back_office, payment_system, declarations, people: HashMap::new(), bodies: HashMap::new() }
    }

    /// A body as a caller.
    fn body(&mut self, home: &Home, ente: &Ente) -> Client {
        let name = format!("{}:{}", ente.id, ente.categoria);
        let service = &self.service;
        let new = || service.client(home.run(&["token", "--ruolo", "intermediario", "--ente", &name]).trim());
        self.bodies.entry(name.clone()).or_insert_with(new).clone()
    }

    /// A person as a caller through a channel, or the body that acts for them.
    pub(super) fn person(&mut self, home: &Home, chi: &Parte, canale: Option<&str>) -> Client {
        if let Some(ente) = &chi.per_mezzo_di {
            return self.body(home, ente);
        }
        let key = (chi.codice_fiscale.clone(), canale.map(str::to_owned));
        let (service, people) = (&self.service, &mut self.people);
        let new = || {
            let who = ["token", "--codice-fiscale", &chi.codice_fiscale, "--nome", &chi.nome, "--cognome", "Prova"];
            let channel = canale.map(|name| name.replace('_', "-"));
            let channel: Vec<&str> = channel.iter().flat_map(|name| ["--canale", name]).collect();
            service.client(home.run(&[&who, channel.as_slice()].concat()).trim())
        };
        people.entry(key).or_insert_with(new).clone()
    }
}
