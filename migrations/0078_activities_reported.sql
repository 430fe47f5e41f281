-- Others can be told of messages that were held back or dropped, and of what providers report of them.
-- runs with: 0045
create or replace trigger message_activities after insert on message_log
  for each row when (new.state in (
    'held', 'dropped', 'sent', 'failed', 'unknown', 'delivered', 'bounced', 'complained', 'replied',
    'opened', 'clicked', 'unsubscribed'))
  execute function tell_of_message();
