/** Names of the connection settings that Stripe connectors of other makers have. */
export const otherConnectorsSettings = [
  ..."AuthScheme LiveAPIKey AccountId Schema".split(" "),
  ..."InitiateOAuth OAuthVersion OAuthClientId OAuthClientSecret OAuthAccessToken OAuthRefreshToken OAuthVerifier".split(" "),
  ..."OAuthSettingsLocation OAuthExpiresIn OAuthTokenTimestamp CallbackURL Scope State".split(" "),
  ..."SSLServerCert FirewallType FirewallServer FirewallPort FirewallUser FirewallPassword".split(" "),
  ..."ProxyAutoDetect ProxyServer ProxyPort ProxyAuthScheme ProxyUser ProxyPassword ProxySSLType ProxyExceptions".split(" "),
  ..."Logfile MaxLogFileSize MaxLogFileCount Verbosity LogModules".split(" "),
  ..."Location BrowsableSchemas Tables Views".split(" "),
  ..."AutoCache CacheDriver CacheProvider CacheConnection CacheLocation CacheTolerance Offline CacheMetadata CacheQueryResult".split(" "),
  ..."MaxRows Timeout Readonly SupportEnhancedSQL PseudoColumns UserDefinedViews BatchSize".split(" "),
  ..."ConnectOnOpen ConnectionLifeTime UseConnectionPooling PoolIdleTimeout PoolMaxSize PoolMinSize PoolWaitTime RTK Other".split(" "),
  ..."Provider ApiVersion PageSize TimeZone SafeText".split(" "),
];
