//! Enumerations of the wire that mirror those of the core.

/// Makes an enumeration of the wire that has the same members as one of the module `core` in scope.
macro_rules! mirrored {
    ($(#[$outer:meta])* $json:ident = $core:ident as $name:ident { $($(#[$doc:meta])* $member:ident,)+ }) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        #[schema(as = $name)]
        pub enum $json {
            $($(#[$doc])* $member,)+
        }

        impl From<core::$core> for $json {
            fn from(value: core::$core) -> Self {
                match value {
                    $(core::$core::$member => Self::$member,)+
                }
            }
        }

        impl From<$json> for core::$core {
            fn from(value: $json) -> Self {
                match value {
                    $($json::$member => Self::$member,)+
                }
            }
        }
    };
}

pub(crate) use mirrored;
