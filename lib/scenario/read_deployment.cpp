// SPDX-License-Identifier: Apache-2.0
// A deployment: one service, or a chain of them.
#include <utility>

#include "scenario/read.hpp"
#include "scenario/read_distribution.hpp"

namespace cloudsim::scenario {
namespace {

using document::Reader;
using document::Rule;

constexpr Word<NextLink> kNextLinks[] = {{"direct", NextLink::Direct}, {"queue", NextLink::Queue}};

std::vector<Reader::Alternative> services(DeploymentDraft& draft, const Catalog& catalog) {
  const auto object = [&](auto service, const char* key, auto read, const char* doc) -> Reader::Alternative {
    using Draft = decltype(service);
    return {key, [&draft, &catalog, key, read, doc](Reader& r) {
              r.required_object(
                  key,
                  [&](Reader& inner) {
                    auto& made = draft.service.template emplace<Draft>();
                    read(inner, made, catalog);
                  },
                  doc);
            }};
  };
  return {object(Ec2Draft{}, "ec2", read_ec2, "Virtual servers, alone or as an Auto Scaling group."),
          object(LambdaDraft{}, "lambda", read_lambda, "One Lambda function."),
          object(EcsDraft{}, "ecs", read_ecs, "An ECS service on EC2 hosts or on Fargate."),
          object(DockerDraft{}, "docker", read_docker, "Docker hosts run by hand, without an orchestrator.")};
}

void read_messages(Reader& reader, std::optional<MessagesDraft>& out) {
  reader.optional_object(
      "queue",
      [&](Reader& r) {
        MessagesDraft& draft = out.emplace();
        read_maybe(r, "visibility", draft.visibility,
                   {.maximum = 43'200, .doc = "Until a message that failed is back. Default: a parameter."});
        read_maybe(r, "max_receives", draft.max_receives,
                   {.minimum = 1, .maximum = 255, .doc = "Then a message goes to the dead-letter queue."});
        r.optional("dead_letter_queue", draft.dead_letter_queue, {.doc = "Keeps messages that were given up."});
      },
      "How instances and containers receive messages, where a queue leads to the link.");
}

void read_link(Reader& reader, DeploymentDraft& draft, const Catalog& catalog) {
  reader.required("name", draft.name, {.doc = "Unique in its chain; small letters, digits and hyphens."});
  reader.one_of(services(draft, catalog));
  reader.optional_object(
      "work",
      [&](Reader& r) {
        optional_distribution(r, "cpu", Quantity::Time, draft.cpu, "Time on one full vCPU.");
        optional_distribution(r, "io", Quantity::Time, draft.io, "Time spent waiting for others.");
        optional_distribution(r, "memory", Quantity::Memory, draft.memory, "Memory needed while it runs.");
        read_failure(r, draft.failure);
      },
      "What one request asks for here. The first link has the workload's work instead.");
  read_word(reader, "next", kNextLinks, draft.next, false,
            "How the next link is reached: called, and its answer waited for, or through a queue.");
  read_messages(reader, draft.messages);
}

void read_chain(Reader& reader, DeploymentDraft& draft, const Catalog& catalog) {
  reader.required_list(
      "chain", 2,
      [&](Reader& item, std::size_t) {
        DeploymentDraft link;
        read_link(item, link, catalog);
        item.finish();
        if (!item.describing()) link.value = &item.value();
        draft.links.push_back(std::move(link));
      },
      "Services that a request passes one after the other.");
}

}  // namespace

void read_deployment(Reader& reader, DeploymentDraft& draft, const Catalog& catalog) {
  reader.required("name", draft.name, {.doc = "Unique; small letters, digits and hyphens."});
  std::vector<Reader::Alternative> forms = services(draft, catalog);
  forms.push_back({"chain", [&](Reader& r) { read_chain(r, draft, catalog); }});
  reader.one_of(forms);
}

}  // namespace cloudsim::scenario
