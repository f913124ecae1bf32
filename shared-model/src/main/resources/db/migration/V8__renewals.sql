-- A renewal is paid under the invoice that its subscription began with. Telegram knows a subscription by the charge of
-- its first payment.
alter table payments add column payload text;       -- of its invoice; null for payments of before
alter table payments add column subscription text;  -- null for what is paid once

update payments set subscription = (
  select first.charge_id from payments first
  where first.bot_id = payments.bot_id and first.user_id = payments.user_id and first.product = payments.product
  order by first.paid_at limit 1
) where charge_id in (select charge_id from subscriptions);
