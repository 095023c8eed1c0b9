//! The lists of a case of heirs, page by page.

use crate::heirs::{Casa, Erede, asks, casa, content};
use crate::support::{Answer, Who};
use serde_json::{Value, json};

/// Every page of a list with so many items each, first to last.
async fn pages(casa: &Casa, who: &Who, path: &str, limit: usize) -> Vec<Vec<Value>> {
    let (mut pages, mut cursor) = (Vec::new(), String::new());
    let name = path.rsplit('/').next().unwrap_or_default();
    loop {
        let page: Answer = casa.api.get(who, &format!("{path}?limit={limit}{cursor}")).await.expect(200);
        pages.push(page.json[name].as_array().cloned().unwrap_or_default());
        match page.json["cursore_successivo"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return pages,
        }
    }
}

/// A case in which an heir asked for a refund and withdrew it three times.
async fn asked_three_times() -> (Casa, Erede, Vec<String>) {
    let casa = casa().await;
    let figlia = casa.erede(3).await;
    let declaration = casa.apre(&figlia, content(&[4])).await;
    casa.riconosce(&figlia, &declaration).await;
    let mut asked = Vec::new();
    for _ in 0..3 {
        let body = asks(&figlia, &json!({ "intero": false, "quota": "1/2" }));
        let one = casa.api.post(&figlia.who, &format!("{}/rimborsi", casa.pratica()), &body).await.expect(201);
        let id = one.field("/id").to_owned();
        let undo = format!("/utilizzatori/{}/rimborsi/{id}/ritiro", casa.famiglia.id);
        casa.api.act(&figlia.who, &undo, None, "*").await.expect(200);
        asked.push(id);
    }
    (casa, figlia, asked)
}

#[actix_web::test]
async fn the_time_line_is_the_same_in_pages_of_any_size() {
    let (casa, figlia, _) = asked_three_times().await;
    let path = format!("{}/operazioni", casa.pratica());
    for (who, acts) in [(&figlia.who, 8), (&casa.office, 11)] {
        let whole = pages(&casa, who, &path, 100).await;
        assert_eq!((whole.len(), whole[0].len()), (1, acts), "{whole:?}");
        for limit in [1, 3, acts - 1, acts] {
            let cut = pages(&casa, who, &path, limit).await;
            assert_eq!(cut.len(), acts.div_ceil(limit), "pages of {limit}");
            assert_eq!(cut.concat(), whole[0], "pages of {limit}");
        }
    }
    let wrong = casa.api.get(&figlia.who, &format!("{path}?cursor=WyJ4Il0")).await.expect(400);
    assert_eq!(wrong.field("/codice"), "cursore-non-valido");
}

#[actix_web::test]
async fn the_refunds_of_a_case_are_listed_latest_first() {
    let (casa, figlia, mut asked) = asked_three_times().await;
    let path = format!("{}/rimborsi", casa.pratica());
    asked.reverse();
    for (who, limit) in [(&figlia.who, 2), (&figlia.who, 3), (&casa.office, 1)] {
        let cut = pages(&casa, who, &path, limit).await;
        assert_eq!(cut.len(), 3_usize.div_ceil(limit));
        let ids: Vec<_> = cut.concat().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect();
        assert_eq!(ids, asked);
    }
    let figlio = casa.erede(4).await;
    casa.apre(&figlio, content(&[])).await;
    assert_eq!(pages(&casa, &figlio.who, &path, 20).await, [Vec::<Value>::new()], "another's are not shown");
}
