-- How notebooks give feedback: statements by mechanism, and how many a notebook has of each.
WITH counts AS (
  SELECT n.notebook, m.mechanism, count(f.notebook) AS statements
  FROM (SELECT notebook FROM notebooks WHERE error IS NULL) n
  CROSS JOIN (SELECT DISTINCT mechanism FROM feedback) m
  LEFT JOIN feedback f ON f.notebook = n.notebook AND f.mechanism = m.mechanism
  GROUP BY n.notebook, m.mechanism
)
SELECT
  mechanism,
  CASE WHEN mechanism IN ('assert', 'assert-call') THEN 'explicit' ELSE 'implicit' END AS feedback,
  sum(statements) AS statements,
  round(100 * sum(statements) / sum(sum(statements)) OVER (), 1) AS percent,
  count_if(statements > 0) AS notebooks,
  round(avg(statements), 2) AS mean,
  percentile(statements, 0.5) AS median,
  max(statements) AS most
FROM counts
GROUP BY mechanism
ORDER BY statements DESC, mechanism
