//! What is left of a body when the answer is ready.
//!
//! The server reads the rest of a chunked body that nobody wants for as long as its sender likes, to keep the connection for the next
//! request: a sender who never ends holds it for ever. It closes the connection instead when the body still has its reader at the
//! moment the answer goes out. So the reader is kept here, and goes out with the answer unless the body came to its end.

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest};
use actix_web::error::PayloadError;
use actix_web::web::Bytes;
use actix_web::{HttpMessage, HttpResponse};
use futures_util::Stream;
use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

/// The reader of a body, shared by whoever reads it and whoever sees to it that its rest is not waited for.
#[derive(Clone)]
pub(super) struct Reader(Rc<Shared>);

struct Shared {
    payload: RefCell<Payload>,
    ended: Cell<bool>,
}

impl Reader {
    /// Takes the place of the request's own reader; `None` when there is no body.
    pub(super) fn of(request: &mut ServiceRequest) -> Option<Self> {
        let payload = request.take_payload();
        if matches!(payload, Payload::None) {
            return None;
        }
        let reader = Self(Rc::new(Shared { payload: RefCell::new(payload), ended: Cell::new(false) }));
        request.set_payload(Payload::Stream { payload: Box::pin(reader.clone()) });
        Some(reader)
    }

    /// The answer, which takes the reader along unless the body was read to its end.
    pub(super) fn leave_with(self, response: HttpResponse) -> HttpResponse {
        if self.0.ended.get() {
            return response;
        }
        response.map_body(|_, body| BoxBody::new(Accompanied { body, _reader: self }))
    }
}

impl Stream for Reader {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Ok(mut payload) = self.0.payload.try_borrow_mut() else { return Poll::Ready(None) };
        let part = Pin::new(&mut *payload).poll_next(context);
        if matches!(part, Poll::Ready(None)) {
            self.0.ended.set(true);
        }
        part
    }
}

/// The body of an answer, with the reader of the request's.
struct Accompanied {
    body: BoxBody,
    _reader: Reader,
}

impl MessageBody for Accompanied {
    type Error = <BoxBody as MessageBody>::Error;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Pin::new(&mut self.body).poll_next(context)
    }
}
