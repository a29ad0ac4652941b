/* The knobs of the random generator, by name: the only place where one gets its name and range. */
#include <stddef.h>

#include <polder/scenario.h>

const PolderKnob polder_knobs[POLDER_KNOBS] = {
    {"parties", offsetof(PolderKnobs, parties), true, 2, 8},
    {"issues", offsetof(PolderKnobs, issues), true, 1, 8},
    {"options", offsetof(PolderKnobs, options), true, 2, POLDER_OPTIONS_MAX},
    {"interests", offsetof(PolderKnobs, interests), true, 0, 8},
    {"hidden_share", offsetof(PolderKnobs, hidden_share), false, 0, 1},
    {"unaware_share", offsetof(PolderKnobs, unaware_share), false, 0, 1},
    {"redline_share", offsetof(PolderKnobs, redline_share), false, 0, 1},
    {"conflict", offsetof(PolderKnobs, conflict), false, 0, 1},
    {"percentile", offsetof(PolderKnobs, percentile), false, 0, 100},
    {"latent", offsetof(PolderKnobs, latent), true, 0, 8},
    {"complementarity", offsetof(PolderKnobs, complementarity), false, 0, 1},
    {"inequality", offsetof(PolderKnobs, inequality), false, 0, 1},
};

const PolderKnob *polder_knob_find(const char *name) {
  for (size_t i = 0; i < POLDER_KNOBS; i++)
    if (g_ascii_strcasecmp(polder_knobs[i].name, name) == 0)
      return &polder_knobs[i];
  return NULL;
}

void polder_knob_put(const PolderKnob *knob, double value, PolderKnobs *knobs) {
  if (knob->whole)
    G_STRUCT_MEMBER(int, knobs, knob->offset) = (int)value;
  else
    G_STRUCT_MEMBER(double, knobs, knob->offset) = value;
}

double polder_knob_value(const PolderKnob *knob, const PolderKnobs *knobs) {
  return knob->whole ? G_STRUCT_MEMBER(const int, knobs, knob->offset)
                     : G_STRUCT_MEMBER(const double, knobs, knob->offset);
}
