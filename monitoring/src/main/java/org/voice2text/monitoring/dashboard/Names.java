package org.voice2text.monitoring.dashboard;

import org.voice2text.model.catalogue.BusinessCatalogue;

/// Names that the catalogue has, short enough for a query.
final class Names {
  static final String USERS_ONLINE = BusinessCatalogue.USERS_ONLINE.name();

  private Names() {}
}
