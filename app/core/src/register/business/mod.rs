//! 登録業務: the registered handlings of personal data that items pick.

mod aggregate;
