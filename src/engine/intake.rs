//! Taking an order in: verdict, price, likely doubles, and the order itself.
