//! What the blocks of a body look like, as JSON schemas: made from the types that the API sends, so that they cannot say anything else.

use axum::extract::{Path, State};
use axum::response::Response;
use content::BlockType;
use http::HeaderMap;
use schemars::generate::SchemaSettings;
use serde::Serialize;
use serde_json::{Map, Value, json};
use web::{Error, Refusal};

use crate::wire::Block;
use crate::{Api, answer};

/// A type of block and where its schema is.
#[derive(Debug, Serialize)]
struct Listed {
    #[serde(rename = "type")]
    block_type: &'static str,
    /// What editors call it.
    label: &'static str,
    /// What it is for, in one sentence.
    description: &'static str,
    schema: String,
}

/// `GET /api/v1/schemas/blocks`: the types of blocks, in the order of the editor's menu.
pub(crate) async fn all(State(api): State<Api>, asked: HeaderMap) -> Result<Response, Error> {
    let listed = BlockType::ALL.map(|block_type| Listed {
        block_type: block_type.as_str(),
        label: block_type.label(),
        description: block_type.description(),
        schema: address(&api, block_type),
    });
    Ok(answer::json(&json!({ "items": listed }), &asked)?)
}

/// `GET /api/v1/schemas/blocks/{type}`: the schema of one type.
pub(crate) async fn one(
    State(api): State<Api>,
    Path(block_type): Path<String>,
    asked: HeaderMap,
) -> Result<Response, Error> {
    let block_type: BlockType = block_type.parse().map_err(|()| Refusal::NotFound)?;
    let mut schema = of(block_type);
    schema.insert("$id".into(), address(&api, block_type).into());
    Ok(answer::json(&schema, &asked)?)
}

fn address(api: &Api, block_type: BlockType) -> String {
    api.site.address(&format!("/api/v1/schemas/blocks/{}", block_type.as_str()))
}

/// The schema of the blocks of one type: of all that a block can be, the one alternative.
pub(crate) fn of(block_type: BlockType) -> Map<String, Value> {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let whole = generator.into_root_schema_for::<Block>().to_value();
    let Value::Object(mut schema) = whole else { return Map::new() };
    let is_it = |one: &Value| one["properties"]["type"]["const"] == block_type.as_str();
    if let Some(Value::Array(mut alternatives)) = schema.remove("oneOf") {
        alternatives.retain(is_it);
        schema.insert("allOf".into(), alternatives.into());
    }
    schema.insert("title".into(), block_type.label().into());
    schema.insert("description".into(), block_type.description().into());
    schema
}
