package dev.weir.shaping.lookup.inspect;

/**
 * What an inspection has done, in all its runs. Immutable and thread-safe. While packets pass, the numbers may be of slightly different instants.
 *
 * @param connections connections looked into, 0 or more
 * @param connectionsEvicted those forgotten because there were too many, 0 or more; a direction that begins after that is looked into alone
 * @param protocols connections whose protocol was found, 0 or more
 * @param answersRead answers of name servers that were read, 0 or more
 * @param answersSkipped datagrams of name servers that were no answer, told of an error, or were broken, 0 or more
 * @param namesLearnt names found for an address that had none or another, 0 or more
 * @param namesEvicted names forgotten because there were too many, 0 or more
 */
public record InspectionStatistics(
        long connections,
        long connectionsEvicted,
        long protocols,
        long answersRead,
        long answersSkipped,
        long namesLearnt,
        long namesEvicted) {}
