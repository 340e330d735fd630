-- Marks every 128th record of an account, so that a page may begin deep in a history: from the mark above it the chain is followed for fewer than 128 steps.
-- The queries repeat the condition word for word.
CREATE INDEX history_marks ON history (account_key, sequence) WHERE sequence % 128 = 0;
